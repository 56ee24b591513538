import { needsSecret } from '../../credentials/client-secret.ts';
import { clientIdOf, type Ulid, ulidIn } from '../../credentials/identifier.ts';
import {
  type Client,
  type ClientMetadata,
  derivedMetadata,
  type RegistrationInput,
} from '../../domain/client/client-metadata.ts';
import type { ClientStatus, SecretStatus } from '../../domain/client/vocabulary.ts';
import type { LineIssue } from '../../domain/error/import-fault.ts';
import type { Issue, IssuePath } from '../../domain/error/issue.ts';
import type { ClientState, StoredSecret } from '../../store/client/client-state.ts';
import { deactivated } from '../step/secret-set.ts';

/** A secret of an import line. */
export interface ImportedSecret {
  /** `undefined` for a secret that gets a new id. */
  readonly id: Ulid | undefined;
  readonly digest: string;
  readonly lastFour: string;
  /** A JWE of the secret; `null` if the line has none. */
  readonly encrypted: string | null;
  readonly description: string | null;
  readonly status: SecretStatus;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** A client of an import line. `undefined` members are not in the line. */
export interface ImportedClient {
  readonly tenantId: string;
  readonly clientId: string | undefined;
  readonly given: RegistrationInput;
  /** What is given, with the defaults. */
  readonly metadata: ClientMetadata;
  readonly status: ClientStatus | undefined;
  readonly version: number | undefined;
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
  readonly lastUsedAt: Date | null;
  /** `null` for a client that was not deleted. */
  readonly deletedAt: Date | null;
  readonly secrets: readonly ImportedSecret[] | undefined;
}

/** An import line as far as it could be read. */
export interface ImportLine {
  /** Counted from 1. */
  readonly number: number;
  /** `undefined` for a line that cannot be read at all. */
  readonly client: ImportedClient | undefined;
  /** Issues of unreadable metadata; the input has placeholders for it. */
  readonly unreadable: readonly Issue[];
  readonly faults: readonly LineIssue[];
  /** Translates a path to the names that the line uses. */
  readonly pathOf: (path: IssuePath) => IssuePath;
  /**
   * Fields that a misspelled member probably means. Issues of the rules about them are not reported, because the value is
   * missing only by name.
   */
  readonly misspelled: ReadonlySet<string>;
  /** Ignored members. */
  readonly ignored: readonly string[];
}

type Making = { readonly newId: () => Ulid; readonly now: Date };

/** A client that is not registered yet. */
export function importedState(imported: ImportedClient, { newId, now }: Making): ClientState {
  const { metadata } = imported;
  // A client of another Clientele keeps its id, which has the time of its registration.
  const id = ulidIn(imported.clientId ?? '') ?? newId();
  const createdAt = imported.createdAt ?? now;
  const client: Client = {
    id,
    clientId: imported.clientId ?? clientIdOf(id),
    tenantId: imported.tenantId,
    status: imported.status ?? 'active',
    version: imported.version ?? 1,
    createdAt,
    updatedAt: imported.updatedAt ?? createdAt,
    lastUsedAt: imported.lastUsedAt,
    deletedAt: imported.deletedAt,
    ...derivedMetadata(metadata),
    ...metadata,
  };
  const secrets = (imported.secrets ?? []).map((secret) => newSecretOf(secret, { newId, now }));
  return { client, secrets };
}

function newSecretOf({ id, ...secret }: ImportedSecret, { newId, now }: Making): StoredSecret {
  const createdAt = secret.createdAt ?? now;
  return { ...secret, id: id ?? newId(), createdAt, updatedAt: secret.updatedAt ?? createdAt };
}

/**
 * A registered client as changed by its line. Members that the line lacks are kept; an unchanged secret stays the same
 * object.
 */
export function mergedState(current: ClientState, imported: ImportedClient, making: Making): ClientState {
  const { metadata } = imported;
  const secrets =
    imported.secrets?.map((secret) => mergedSecret(current.secrets, secret, making)) ?? current.secrets;
  return {
    client: {
      ...current.client,
      ...metadata,
      ...derivedMetadata(metadata),
      status: imported.status ?? current.client.status,
      deletedAt: imported.deletedAt,
    },
    secrets: needsSecret(metadata) ? secrets : deactivated(secrets, making.now),
  };
}

/** The stored secret that corresponds to a secret of a line. */
export function storedAs(
  stored: readonly StoredSecret[],
  { id, digest }: ImportedSecret,
): StoredSecret | undefined {
  return stored.find((one) => (id === undefined ? one.digest === digest : one.id === id));
}

function mergedSecret(
  stored: readonly StoredSecret[],
  imported: ImportedSecret,
  making: Making,
): StoredSecret {
  const old = storedAs(stored, imported);
  if (old === undefined) return newSecretOf(imported, making);
  const { status, description, expiresAt } = imported;
  const encrypted = imported.encrypted ?? old.encrypted;
  const isSame =
    old.status === status &&
    old.description === description &&
    old.expiresAt?.getTime() === expiresAt?.getTime() &&
    (old.encrypted === null) === (encrypted === null);
  return isSame ? old : { ...old, status, description, expiresAt, encrypted, updatedAt: making.now };
}
