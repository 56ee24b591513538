import { isUnset } from '../../domain/client/client-metadata.ts';
import type { TlsClientAuthSubject } from '../../domain/client/value-type.ts';
import { tlsClientAuthMembers } from '../../domain/client/vocabulary.ts';
import { present } from '../../rest/client.ts';
import { restNames } from '../../rest/wire/field-name.ts';
import type { ClientState, StoredSecret } from '../../store/client/client-state.ts';

/** The format of an export line. An incompatible format of a newer version gets another name. */
export const lineFormat = 'clientele-client-1';

/**
 * A client as a line of JSON without its line feed, in the names of REST: all stored data, with secrets as digests. Unset
 * members are absent.
 *
 * @param includesEncryptedSecrets whether the encrypted copies of secrets are included; only the keys of the server decrypt them.
 */
export function printClientLine({ client, secrets }: ClientState, includesEncryptedSecrets: boolean): string {
  const fields = Object.keys(restNames) as (keyof typeof restNames)[];
  const metadata = fields
    .filter((field) => !isUnset(field, client))
    .map((field) => [restNames[field], client[field]]);
  return JSON.stringify(
    present(
      { format: lineFormat, client_id: client.clientId, tenant_id: client.tenantId },
      Object.fromEntries(metadata),
      subjectOf(client.tlsClientAuth),
      {
        status: client.status,
        version: client.version,
        created_at: client.createdAt,
        updated_at: client.updatedAt,
        last_used_at: client.lastUsedAt,
        deleted_at: client.deletedAt,
        secrets: secrets.map((secret) => secretOf(secret, includesEncryptedSecrets)),
      },
    ),
  );
}

function subjectOf(subject: TlsClientAuthSubject | null): object {
  return subject === null ? {} : { [tlsClientAuthMembers[subject.member].restName]: subject.value };
}

function secretOf(secret: StoredSecret, includesEncryptedSecrets: boolean): object {
  return present({
    secret_id: secret.id,
    digest: secret.digest,
    last_four: secret.lastFour,
    sealed: includesEncryptedSecrets ? secret.encrypted : null,
    status: secret.status,
    description: secret.description,
    created_at: secret.createdAt,
    updated_at: secret.updatedAt,
    expires_at: secret.expiresAt,
    last_used_at: secret.lastUsedAt,
  });
}
