-- Two roles instead of one: the gateway's own can use the tables and not change them, and can add audit events and
-- neither change nor remove one, whatever happens to the gateway.
--
-- Run it with psql, as a superuser or as the owner of the database with CREATEROLE, in the database of the gateway, after a
-- first start has made the tables. It can be run again at any time; do so after an upgrade.
--
--   psql -v owner=clientele -v application=clientele_app -f drizzle/roles.sql "$ADMIN_DATABASE_URL"
--
-- Then set a password for the application's role (\password clientele_app) and start the gateway with
--   DATABASE_URL            as the application's role,
--   DATABASE_MIGRATION_URL  as the owner of the tables.

\set ON_ERROR_STOP on

select format('create role %I login', :'application')
where not exists (select from pg_roles where rolname = :'application')
\gexec

select format('grant connect on database %I to %I', current_database(), :'application')
\gexec

grant usage on schema public to :"application";
grant select, insert, update, delete on all tables in schema public to :"application";
revoke all on audit_events from :"application";
grant select, insert on audit_events to :"application";

-- Tables of later versions.
alter default privileges for role :"owner" in schema public
	grant select, insert, update, delete on tables to :"application";
