import type { Client } from '../domain/client/client-metadata.ts';
import type { StoredSecret } from '../store/client/client-state.ts';

/** Secrets remembered as reported. A caller without a valid assertion can cause reports, so both they and this are limited. */
const maxReports = 1000;

/** Reports each secret that cannot be decrypted once, at most 1,000 in the life of the process. */
export function unreadableSecrets(
  report: (error: Error) => void,
): (client: Pick<Client, 'clientId'>, secret: Pick<StoredSecret, 'id'>) => void {
  const reported = new Set<string>();
  return ({ clientId }, { id }) => {
    if (reported.has(id) || reported.size >= maxReports) return;
    reported.add(id);
    report(
      new Error(
        `Secret ${id} of client ${clientId} cannot be decrypted with any of secretEncryptionKeys and is ignored: ` +
          'add its key again, or rotate the secret.',
      ),
    );
  };
}
