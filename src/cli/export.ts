import { Command } from 'commander';
import { environmentHelp } from './environment.ts';
import { exitCodeHelp } from './exit-code.ts';
import type { ExportFlags } from './export-file.ts';

export function exportCommand(): Command {
  return new Command('export')
    .description(
      'Write every client as a line of JSON, oldest first, as of one moment. Each line holds the metadata in the names of the REST API, tenant_id, status, version, its times, and its secrets as digests: v1. and the SHA-256 digest of the secret in base64url. No secret itself is in it; keep the file to yourself all the same. Audit events are not exported. A gateway that runs on PostgreSQL goes on; the embedded database has to be free.',
    )
    .option(
      '-o, --output <file>',
      'write to a file, which is there when it is complete, or - for standard output (default: standard output)',
    )
    .option('--force', 'replace the file if it is there (default: refuse)')
    .option('--tenant <tenant>', 'the clients of one tenant (default: all)')
    .option(
      '--include-deleted',
      'deleted clients as well, with deleted_at, while they can be restored (default: no)',
    )
    .option(
      '--include-encrypted-secrets',
      'the sealed copies of secrets as well, which SECRET_ENCRYPTION_KEYS open: without them, client_secret_jwt needs new secrets after an import (default: no)',
    )
    .option('-q, --quiet', 'say nothing but what is wrong (default: how many there were)')
    .addHelpText(
      'after',
      `
${environmentHelp(['DATABASE_URL', 'DATA_DIR'])}
${exitCodeHelp('done', 'failed', 'usage')}
Examples:
  clientele export --output clients.jsonl
  clientele export --tenant acme | gzip > acme.jsonl.gz`,
    )
    .action(async (flags: ExportFlags) => {
      const { exportToFile } = await import('./export-file.ts');
      await exportToFile(flags);
    });
}
