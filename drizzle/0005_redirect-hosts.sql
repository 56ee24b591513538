-- The hosts of redirect URIs, for the search: in lower case, without userinfo and port, an IPv6 address in its brackets. It calls
-- functions of pg_catalog only, as the index that uses it requires.
CREATE FUNCTION "redirect_hosts"("uris" text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	uri text;
	host text;
	hosts text[] := '{}';
BEGIN
	FOREACH uri IN ARRAY uris LOOP
		host := lower(substring(uri from '^[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^][/?#:]*)') COLLATE "C");
		IF host <> '' AND NOT host = ANY (hosts) THEN
			hosts := hosts || host;
		END IF;
	END LOOP;
	RETURN hosts;
END
$$;--> statement-breakpoint
CREATE INDEX "oauth_clients_redirect_host_search" ON "oauth_clients" USING gin (redirect_hosts("redirect_uris")) WHERE "oauth_clients"."deleted_at" is null;
