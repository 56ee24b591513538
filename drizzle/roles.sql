-- A role for the gateways that serve: it can use the tables and not change them, and it can add audit events and neither
-- change nor remove one.
--
-- Run it as a superuser, in the database of the gateway, after every migration. It can be run again at any time and changes
-- nothing then.
--
--   psql -f drizzle/roles.sql "$ADMIN_DATABASE_URL"
--
-- The role is clientele_app unless PGOPTIONS='-c clientele.application_role=another' says otherwise. Give it a password
-- (\password clientele_app) and let DATABASE_URL name it. The owner of the tables is only needed to migrate.
--
-- An authorization server that reads the clients gets a role too, where PGOPTIONS names one with
-- -c clientele.authorization_server_role=clientele_authorization_server. It sees clients and the digests of their secrets, and
-- can write nothing but the day on which they were last used.

do $$
declare
	application name := coalesce(nullif(current_setting('clientele.application_role', true), ''), 'clientele_app');
	reader name := nullif(current_setting('clientele.authorization_server_role', true), '');
begin
	if not exists (select from pg_roles where rolname = application) then
		execute format('create role %I login', application);
	end if;
	execute format('grant connect on database %I to %I', current_database(), application);
	execute format('grant usage on schema public, drizzle to %I', application);
	-- To see whether the tables are up to date.
	execute format('grant select on drizzle.__drizzle_migrations to %I', application);
	execute format('revoke all on all tables in schema public from %I', application);
	execute format('grant select, insert, update on public.oauth_clients to %I', application);
	execute format('grant select, insert, update, delete on public.oauth_client_secrets to %I', application);
	execute format('grant select, insert, update, delete on public.rate_limits to %I', application);
	execute format('grant select, insert, delete on public.idempotency_keys to %I', application);
	execute format('grant select, insert on public.audit_events to %I', application);

	if reader is null then
		return;
	end if;
	if not exists (select from pg_roles where rolname = reader) then
		execute format('create role %I login', reader);
	end if;
	execute format('grant connect on database %I to %I', current_database(), reader);
	execute format('grant usage on schema public, drizzle to %I', reader);
	execute format('grant select on drizzle.__drizzle_migrations to %I', reader);
	execute format('revoke all on all tables in schema public from %I', reader);
	execute format('grant select, update (last_used_at) on public.oauth_clients to %I', reader);
	execute format('grant select, update (last_used_at) on public.oauth_client_secrets to %I', reader);
end
$$;
