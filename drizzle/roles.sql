-- Two roles instead of one: the gateway's own can use the tables and not change them, and it can add audit events and
-- neither change nor remove one, whatever happens to the gateway.
--
-- Run it as a superuser, in the database of the gateway, after a first start has made the tables. It can be run again at
-- any time and changes nothing then.
--
--   psql -f drizzle/roles.sql "$ADMIN_DATABASE_URL"
--
-- The role is clientele_app unless PGOPTIONS='-c clientele.application_role=another' says otherwise. Then give it a password
-- (\password clientele_app) and start the gateway with
--   DATABASE_URL            as that role,
--   DATABASE_MIGRATION_URL  as the owner of the tables.

do $$
declare
	application name := coalesce(nullif(current_setting('clientele.application_role', true), ''), 'clientele_app');
	owner name := (select pg_get_userbyid(relowner) from pg_class where oid = 'public.audit_events'::regclass);
begin
	if not exists (select from pg_roles where rolname = application) then
		execute format('create role %I login', application);
	end if;
	execute format('grant connect on database %I to %I', current_database(), application);
	execute format('grant usage on schema public to %I', application);
	execute format('grant select, insert, update, delete on all tables in schema public to %I', application);
	execute format('revoke all on public.audit_events from %I', application);
	execute format('grant select, insert on public.audit_events to %I', application);
	-- Tables of later versions.
	execute format(
		'alter default privileges for role %I in schema public grant select, insert, update, delete on tables to %I',
		owner, application
	);
end
$$;
