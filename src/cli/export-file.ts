import { exportClientsOf } from '../store/client/export-clients.ts';
import { readConfig } from './config/read-config.ts';
import { printClientLine } from './import/client-line.ts';
import { openToRead } from './open-database.ts';
import { openOutput } from './output.ts';
import { requireTenant } from './tenant-flag.ts';

export interface ExportFlags {
  readonly output?: string;
  readonly force?: boolean;
  readonly tenant?: string;
  readonly includeDeleted?: boolean;
  readonly includeEncryptedSecrets?: boolean;
  readonly quiet?: boolean;
}

/** Writes the clients and prints their number on standard error. */
export async function exportToFile({
  output,
  force = false,
  tenant,
  includeDeleted = false,
  includeEncryptedSecrets = false,
  quiet,
}: ExportFlags): Promise<void> {
  requireTenant(tenant);
  const open = await openToRead(readConfig());
  let count = 0;
  try {
    const destination = await openOutput(output, force);
    try {
      await exportClientsOf(
        open.database,
        { tenantId: tenant, isDeletedWanted: includeDeleted },
        async (page) => {
          await destination.write(
            page.map((state) => `${printClientLine(state, includeEncryptedSecrets)}\n`).join(''),
          );
          count += page.length;
        },
      );
      await destination.finish();
    } finally {
      await destination.discard();
    }
  } finally {
    await open.close();
  }
  if (!quiet) process.stderr.write(`${count} clients were exported from ${open.description}.\n`);
}
