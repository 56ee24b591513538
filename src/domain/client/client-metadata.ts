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

/** The input of a registration: `CreateOAuthClientInput` of GraphQL. `null` means the same as absent. */
export type RegistrationInput = {
  readonly [Field in RequiredField]: Given<Field>;
} & {
  /** Default: a new `app-` and ULID. */
  readonly clientId?: string | null | undefined;
} & {
  readonly [Field in Exclude<RegistrationField, RequiredField>]?: Given<Field> | null | undefined;
};

/** The metadata of a client with all defaults. */
export type ClientMetadata = { readonly [Field in RegistrationField]: Kept<Field> };

/** Members that are derived from the metadata of a client. */
export type DerivedMetadata = { readonly [Field in DerivedField]: Kept<Field> };

/** A stored client. Its secrets are stored separately. */
export interface Client extends ClientMetadata, DerivedMetadata {
  /** ULID, 26 characters: sorts by the time of registration. */
  readonly id: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly status: ClientStatus;
  /** Starts at 1 and counts the changes of the client and of its secrets; compared with `expectedVersion` and `If-Match`. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The day (UTC) on which the client last authenticated; `null` if it never did. */
  readonly lastUsedAt: Date | null;
  /** When the client was deleted; otherwise `null`. */
  readonly deletedAt: Date | null;
}

/** Adds the defaults of the table (RFC 7591 §2) and normalizes the other members by their types. */
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

/** The default of a member, which may depend on other members. */
export function defaultOf(field: MetadataField, given: object): unknown {
  const { default: absent } = members[field];
  return typeof absent === 'function' ? absent(given) : absent;
}

/**
 * Whether a member without a column has its default. Such members are newer than the other ones: they are left out of rows,
 * digests, the audit event of a registration, exports and REST, which look as before if a client does not use them.
 */
export function isUnset(field: MetadataField, values: object): boolean {
  if (members[field].columns !== undefined) return false;
  const value = (values as Readonly<Record<string, unknown>>)[field];
  const absent = defaultOf(field, values);
  return value === absent || JSON.stringify(value) === JSON.stringify(absent);
}

/** The stored metadata as a registration with every value explicit. */
export function inputOf(client: ClientMetadata): RegistrationInput {
  const input = registrationFields.map((field) => [field, members[field].type.giveBack(client[field])]);
  return Object.fromEntries(input) as RegistrationInput;
}
