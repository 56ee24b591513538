ALTER TABLE "audit_events" ADD COLUMN "occurrences" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
-- Keys have at most 255 characters from now on; a longer one makes every search that reads it slow.
UPDATE "oauth_clients" SET "name_key" = left("name_key", 255) WHERE char_length("name_key") > 255;
