import { Argument, Command, Help, Option } from 'commander';
import { registrationFields, requiredFields } from '../../domain/client/metadata-table.ts';
import { conflictChoices } from '../../operations/import/importer.ts';
import { restNames } from '../../rest/wire/field-name.ts';
import { environmentHelp } from '../config/environment.ts';
import { exitCodeHelp } from '../exit-code.ts';
import type { ImportFlags } from '../import/import-file.ts';

export function importCommand(): Command {
  return new Command('import')
    .description(
      'Register the clients of a JSON Lines file: the output of `clientele export`, or lines of your own. Each line is checked by the same rules as a registration. A line with problems is refused and all its problems are printed; the other lines are imported. A client that already has the content of its line is left unchanged, so you can repeat an import that was interrupted. Each client gets an audit event (oauth_client.import) in the same commit. Stop the gateway first if it uses the embedded database.',
    )
    .addArgument(new Argument('<file>', 'the file, or - for standard input'))
    .option('--tenant <tenant>', 'the tenant of lines without tenant_id; lines of other tenants are refused')
    .addOption(
      new Option(
        '--on-conflict <choice>',
        'what to do with a client that is registered with different content: fail refuses the line, skip keeps the client, update replaces its content with that of the line',
      )
        .choices(conflictChoices)
        .default('fail'),
    )
    .option('--dry-run', 'report the result of each line without writing anything (default: write)')
    .option(
      '--all-or-nothing',
      'write nothing if any line is refused (default: import the lines without problems)',
    )
    .option(
      '-q, --quiet',
      'print only refused lines, without progress bar and summary (default: print them on a terminal)',
    )
    .addHelpText('after', helpText)
    .action(async (file: string, flags: ImportFlags) => {
      const { importFile } = await import('../import/import-file.ts');
      await importFile(file, flags);
    });
}

/** The optional members of client metadata in a line, wrapped at 80 columns. */
function optionalMembers(): string {
  const optional = registrationFields.filter((field) => !requiredFields.some((one) => one === field));
  const names = optional.map((field) => (field === 'tlsClientAuth' ? 'tls_client_auth_*' : restNames[field]));
  return new Help().boxWrap(`${names.sort().join(', ')}.`, 76).replaceAll(/^/gm, '  ');
}

const helpText = `
Required: name; redirect_uris with the grant authorization_code; tenant_id
unless --tenant is given. All other members have the defaults of a
registration (jwks is JSON text in a string):
${optionalMembers()}
Unknown members that look misspelled are refused. Further members:
  client_id   1 to 255 visible ASCII characters, not a URL. A client without
              one gets a new one, printed on standard output as
              {"line":1,"client_id":"app-…"}. Importing the
              line again registers another client
  status      active or suspended (default: active, or unchanged)
  secrets     a list (default: none, or unchanged) of
                digest     "v1." and the SHA-256 digest of the secret in
                           base64url. Only for secrets of at least 128 random
                           bits: a password can be guessed from its digest
                last_four  the last characters of the secret
                secret_id, status, description, expires_at, sealed, created_at,
                updated_at, last_used_at
  format, version, created_at, updated_at, last_used_at, deleted_at
              as written by an export
A line can have at most 1 MiB. A client that authenticates with a secret but has
none is imported, and the summary counts it.

${environmentHelp(['DATABASE_URL', 'DATA_DIR', 'SECRET_ENCRYPTION_KEYS', 'JWKS_URI_ALLOWED_HOSTS', 'ALLOWED_PRIVATE_USE_SCHEMES', 'DATABASE_TLS'])}
${exitCodeHelp('done', 'failed', 'usage', 'refused', 'interrupted', 'terminated')}
Examples:
  clientele import clients.jsonl --tenant acme --dry-run
  clientele export | DATABASE_URL=postgres://localhost/other clientele import -
  echo '{"name":"My app","redirect_uris":["https://app.example.com/cb"]}' | clientele import - --tenant acme`;
