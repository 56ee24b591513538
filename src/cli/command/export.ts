import { Command } from 'commander';
import { environmentHelp } from '../config/environment.ts';
import { exitCodeHelp } from '../exit-code.ts';
import type { ExportFlags } from '../export-file.ts';

export function exportCommand(): Command {
  return new Command('export')
    .description(
      'Write every client as a line of JSON, oldest first, from one snapshot. Each line has the metadata in the names of the REST API, tenant_id, status, version, its times, and its secrets as digests: "v1." and the SHA-256 digest of the secret in base64url. The file contains no secrets, but keep it private. Audit events are not exported. A gateway on PostgreSQL can keep running; stop the gateway first if it uses the embedded database.',
    )
    .option(
      '-o, --output <file>',
      'write to a file, which appears when it is complete, or - for standard output (default: standard output)',
    )
    .option('--force', 'replace an existing file (default: refuse)')
    .option('--tenant <tenant>', 'only the clients of one tenant (default: all)')
    .option(
      '--include-deleted',
      'include deleted clients that can be restored, with deleted_at (default: no)',
    )
    .option(
      '--include-encrypted-secrets',
      'include the encrypted copies of secrets. Without them, clients with client_secret_jwt need new secrets after an import (default: no)',
    )
    .option('-q, --quiet', 'print only errors (default: print the number of clients)')
    .addHelpText(
      'after',
      `
${environmentHelp(['DATABASE_URL', 'DATA_DIR', 'DATABASE_TLS'])}
${exitCodeHelp('done', 'failed', 'usage')}
Examples:
  clientele export --output clients.jsonl
  clientele export --tenant acme | gzip > acme.jsonl.gz`,
    )
    .action(async (flags: ExportFlags) => {
      const { exportToFile } = await import('../export-file.ts');
      await exportToFile(flags);
    });
}
