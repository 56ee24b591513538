import { Argument, Command, Help, Option } from 'commander';
import { registrationFields, requiredFields } from '../domain/client/metadata-table.ts';
import { conflictChoices } from '../operations/import/importer.ts';
import { restNames } from '../rest/field-name.ts';
import { environmentHelp } from './environment.ts';
import { exitCodeHelp } from './exit-code.ts';
import type { ImportFlags } from './import/import-file.ts';

export function importCommand(): Command {
  return new Command('import')
    .description(
      'Register the clients of a file of JSON lines: what `clientele export` writes, or lines of your own. Every rule of a registration is applied to every line, with the FAPI profiles and the policy of the configuration. A line that breaks one is refused with every issue it has, and its neighbours are imported. A client that is there already as the line says is left alone, so an import that was cut off can be run again. Each client leaves an audit event (oauth_client.import) in the same commit. The embedded database has to be free.',
    )
    .addArgument(new Argument('<file>', 'the file, or - for standard input'))
    .option('--tenant <tenant>', 'the tenant of lines without tenant_id; a line of another tenant is refused')
    .addOption(
      new Option(
        '--on-conflict <choice>',
        'what to do where the client is there with other content: fail refuses the line, skip leaves the client as it is, update makes it what the line says',
      )
        .choices(conflictChoices)
        .default('fail'),
    )
    .option('--dry-run', 'say what would come of every line, and write nothing (default: write)')
    .option(
      '--all-or-nothing',
      'write nothing at all if any line is refused (default: import the lines without an issue)',
    )
    .option(
      '-q, --quiet',
      'no progress bar and no summary, only what is refused (default: on a terminal, both)',
    )
    .addHelpText('after', helpText)
    .action(async (file: string, flags: ImportFlags) => {
      const { importFile } = await import('./import/import-file.ts');
      await importFile(file, flags);
    });
}

/** The members of client metadata that a line may have, broken at 80 columns. */
function optionalMembers(): string {
  const optional = registrationFields.filter((field) => !requiredFields.some((one) => one === field));
  const names = optional.map((field) => (field === 'tlsClientAuth' ? 'tls_client_auth_*' : restNames[field]));
  return new Help().boxWrap(`${names.sort().join(', ')}.`, 76).replaceAll(/^/gm, '  ');
}

const helpText = `
A line has to have name, redirect_uris with the grant authorization_code, and
tenant_id without --tenant. Every other member has the default of a registration
(jwks is JSON text in a string):
${optionalMembers()}
A field of another name is refused. Besides:
  client_id   app- and a ULID, and no other form; without one the client gets a
              new one, printed on standard output as
              {"line":1,"client_id":"app-…"}, and registers anew each time the
              line is imported
  status      active or suspended (default: active, or as it is)
  secrets     a list (default: none, or as they are) of
                digest     v1. and the SHA-256 digest of the secret in
                           base64url. Only for secrets of 128 random bits or
                           more: a digest of a password can be guessed
                last_four  the last characters of the secret
                secret_id, status, description, expires_at, sealed, created_at,
                updated_at, last_used_at
  format, version, created_at, updated_at, last_used_at, deleted_at
              as an export writes them
Lines have at most 1 MiB. A client that authenticates with a secret and has none
is imported, and counted.

${environmentHelp(['DATABASE_URL', 'DATA_DIR', 'SECRET_ENCRYPTION_KEYS', 'JWKS_URI_ALLOWED_HOSTS'])}
${exitCodeHelp('done', 'failed', 'usage', 'refused', 'interrupted', 'terminated')}
Examples:
  clientele import clients.jsonl --tenant acme --dry-run
  clientele export | DATABASE_URL=postgres://localhost/other clientele import -
  echo '{"name":"My app","redirect_uris":["https://app.example.com/cb"]}' | clientele import - --tenant acme`;
