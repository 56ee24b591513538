-- Trigrams serve the search for a part of a name. A trusted extension: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" text NOT NULL,
	"actor_tenant_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"key" text NOT NULL,
	"input_digest" text NOT NULL,
	"client_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pk" PRIMARY KEY("tenant_id","actor_tenant_id","actor_id","key")
);
--> statement-breakpoint
DROP INDEX "oauth_clients_tenant_id_id";--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "client_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "address" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "outcome" text DEFAULT 'done' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "outcome" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "actor_type" text DEFAULT 'user' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "actor_type" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "actor_tenant_id" text;--> statement-breakpoint
UPDATE "audit_events" SET "actor_tenant_id" = "tenant_id";--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "actor_tenant_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "changes" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "changes" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "refusal_code" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "issue_codes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "issue_codes" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "oauth_client_secrets" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "oauth_client_secrets" ADD COLUMN "status" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "oauth_client_secrets" ALTER COLUMN "status" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "oauth_client_secrets" ADD COLUMN "updated_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "oauth_client_secrets" SET "updated_at" = "created_at";--> statement-breakpoint
ALTER TABLE "oauth_client_secrets" ALTER COLUMN "updated_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "oauth_client_secrets" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "oauth_clients" ADD COLUMN "name_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "oauth_clients" ALTER COLUMN "name_key" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "oauth_clients" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "oauth_clients" ALTER COLUMN "version" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "oauth_clients" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "oauth_clients" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "oauth_clients" ADD COLUMN "purged_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "audit_events_by_tenant" ON "audit_events" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_client" ON "audit_events" USING btree ("tenant_id","client_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_refused" ON "audit_events" USING btree ("tenant_id","id") WHERE "audit_events"."outcome" = 'refused';--> statement-breakpoint
CREATE INDEX "oauth_clients_by_created_at" ON "oauth_clients" USING btree ("tenant_id","created_at","id") WHERE "oauth_clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "oauth_clients_by_name" ON "oauth_clients" USING btree ("tenant_id",("name_key" collate "C"),"id") WHERE "oauth_clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "oauth_clients_name_search" ON "oauth_clients" USING gin ("name_key" gin_trgm_ops) WHERE "oauth_clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "oauth_clients_redirect_uri_search" ON "oauth_clients" USING gin ("redirect_uris") WHERE "oauth_clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "oauth_clients_suspended" ON "oauth_clients" USING btree ("tenant_id","created_at","id") WHERE "oauth_clients"."deleted_at" is null and "oauth_clients"."status" = 'suspended';--> statement-breakpoint
CREATE INDEX "oauth_clients_by_profile" ON "oauth_clients" USING btree ("tenant_id","fapi_profile","created_at","id") WHERE "oauth_clients"."deleted_at" is null and "oauth_clients"."fapi_profile" is not null;--> statement-breakpoint
CREATE INDEX "oauth_clients_without_name_key" ON "oauth_clients" USING btree ("id") WHERE "oauth_clients"."name_key" = '' and "oauth_clients"."purged_at" is null;--> statement-breakpoint
CREATE INDEX "oauth_clients_to_purge" ON "oauth_clients" USING btree ("deleted_at") WHERE "oauth_clients"."deleted_at" is not null and "oauth_clients"."purged_at" is null;--> statement-breakpoint
-- Append-only, for the owner of the table as well: what is written down stays as it was.
CREATE FUNCTION "refuse_change_of_audit_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;--> statement-breakpoint
CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_audit_event"();
