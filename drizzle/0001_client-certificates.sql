ALTER TABLE "oauth_client_secrets" ADD COLUMN "sealed" text;--> statement-breakpoint
ALTER TABLE "oauth_clients" ADD COLUMN "tls_client_auth_member" text;--> statement-breakpoint
ALTER TABLE "oauth_clients" ADD COLUMN "tls_client_auth_value" text;