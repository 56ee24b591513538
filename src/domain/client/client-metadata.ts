import {
  type DerivedField,
  derivedFields,
  type Given,
  type Kept,
  type MetadataField,
  members,
  type RegistrationField,
  type RequiredField,
  registrationFields,
} from './metadata-table.ts';
import type { ClientStatus } from './vocabulary.ts';

/** What a caller gives to register a client: GraphQL's `CreateOAuthClientInput`. `null` means the same as absent. */
export type RegistrationInput = {
  readonly [Field in RequiredField]: Given<Field>;
} & {
  readonly [Field in Exclude<RegistrationField, RequiredField>]?: Given<Field> | null | undefined;
};

/** The metadata of a client with every default in its place. */
export type ClientMetadata = { readonly [Field in RegistrationField]: Kept<Field> };

/** What follows from the metadata of a client. */
export type DerivedMetadata = { readonly [Field in DerivedField]: Kept<Field> };

/** A registered client, as the store keeps it. Its secrets are kept apart. */
export interface Client extends ClientMetadata, DerivedMetadata {
  /** ULID, 26 characters: sorts by the time of registration. */
  readonly id: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly status: ClientStatus;
  /** Counts the changes of the client and of its secrets, from 1: what `expectedVersion` and `If-Match` compare. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The day, in UTC, on which the client last authenticated; `null` when it never did. */
  readonly lastUsedAt: Date | null;
  /** When the client was deleted; `null` for one that was not. */
  readonly deletedAt: Date | null;
}

/** Puts the defaults of the table in the places of absent members (RFC 7591 §2), and keeps the others as their types do. */
export function withDefaults(input: RegistrationInput): ClientMetadata {
  return valuesOf(registrationFields, input) as ClientMetadata;
}

/** The members that the server derives. */
export function derivedMetadata(metadata: ClientMetadata): DerivedMetadata {
  return valuesOf(derivedFields, metadata) as DerivedMetadata;
}

function valuesOf(fields: readonly (RegistrationField | DerivedField)[], given: object): object {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const value = (given as Readonly<Record<string, unknown>>)[field];
    values[field] = value == null ? defaultOf(field, given) : members[field].type.keep(value);
  }
  return values;
}

/** The value of a member that is absent, which may depend on other members. */
export function defaultOf(field: MetadataField, given: object): unknown {
  const { default: absent } = members[field];
  return typeof absent === 'function' ? absent(given) : absent;
}

/** Stored metadata as the registration that would become it, with nothing left to a default. */
export function inputOf(client: ClientMetadata): RegistrationInput {
  const input = registrationFields.map((field) => [field, members[field].type.giveBack(client[field])]);
  return Object.fromEntries(input) as RegistrationInput;
}
