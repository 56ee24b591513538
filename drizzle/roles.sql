-- Roles for a PostgreSQL database of Clientele.
--
-- clientele_owner owns the database, the tables and all else in it. It cannot log in.
-- clientele_app is for the gateways that serve: it uses the tables and cannot change them, and it adds audit events and can
-- neither change nor remove one. Give it a password (\password clientele_app) and name it in DATABASE_URL.
--
-- Run this as a superuser, or as a role that may create roles, in the database of the gateway, after every migration. It can be
-- run again at any time and changes nothing then.
--
--   psql -f drizzle/roles.sql "$ADMIN_DATABASE_URL"
--
-- PGOPTIONS='-c clientele.owner_role=one -c clientele.application_role=another' chooses other names. An owner that exists is left
-- as it is: one that may log in keeps that right.
--
-- An authorization server that reads the clients gets a role too, where PGOPTIONS names one with
-- -c clientele.authorization_server_role=clientele_authorization_server. It sees clients and the digests of their secrets, and
-- can write nothing but the day on which they were last used.

do $$
declare
	proprietor name := coalesce(nullif(current_setting('clientele.owner_role', true), ''), 'clientele_owner');
	application name := coalesce(nullif(current_setting('clientele.application_role', true), ''), 'clientele_app');
	reader name := nullif(current_setting('clientele.authorization_server_role', true), '');
	entry record;
begin
	if not exists (select from pg_roles where rolname = proprietor) then
		execute format('create role %I nologin', proprietor);
	end if;
	-- Who is no superuser has to be a member to hand something over.
	if not pg_has_role(current_user, proprietor, 'usage') then
		execute format('grant %I to %I', proprietor, current_user);
	end if;
	execute format('alter database %I owner to %I', current_database(), proprietor);
	execute format('alter schema drizzle owner to %I', proprietor);
	-- All but what belongs to an extension.
	for entry in
		select format('%s %s', case when kind = 'f' then 'routine' else 'table' end, identity) as object
		from (
			select 'r' as kind, oid::regclass::text as identity, oid, 'pg_class'::regclass as catalog
			from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace)
			union all
			select 'f', oid::regprocedure::text, oid, 'pg_proc'::regclass
			from pg_proc where pronamespace = 'public'::regnamespace
		) as ours
		where not exists (
			select from pg_depend d where d.classid = catalog and d.objid = ours.oid and d.deptype = 'e'
		)
	loop
		execute format('alter %s owner to %I', entry.object, proprietor);
	end loop;

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

	if pg_has_role(application, proprietor, 'member') then
		raise exception 'The role % could remove audit events: it must not be a superuser or a member of %.', application, proprietor;
	end if;

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
