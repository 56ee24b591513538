import { members, type RegistrationField, registrationFields } from '../../domain/client/metadata-table.ts';
import { type TlsClientAuthMember, tlsClientAuthMembers } from '../../domain/client/vocabulary.ts';
import type { RestError } from '../envelope.ts';

/** A field that is one member of a body. The certificate subject is one of five. */
type MemberField = Exclude<RegistrationField, 'tlsClientAuth'>;

/** The name of each field of a registration in REST. */
export const restNames = Object.fromEntries(
  registrationFields
    .filter((field) => field !== 'tlsClientAuth')
    .map((field) => [field, members[field].restName]),
) as Readonly<Record<MemberField, string>>;

/** A further field of a registration. */
export const creationNames = { clientId: 'client_id' } as const;

/** Further fields of an update. */
export const changeNames = {
  addRedirectUris: 'add_redirect_uris',
  removeRedirectUris: 'remove_redirect_uris',
  status: 'status',
} as const;

/** All fields of a body except the five of the certificate subject. */
export const bodyNames = { ...restNames, ...creationNames, ...changeNames };

/** The fields of a new secret. */
export const secretNames = {
  description: 'description',
  expiresAt: 'expires_at',
  graceSeconds: 'grace_seconds',
} as const;

/** REST names of GraphQL arguments that are in the path, a header or the query. */
const otherNames: Readonly<Record<string, string>> = {
  secretId: 'secret_id',
  expectedVersion: 'If-Match',
  idempotencyKey: 'Idempotency-Key',
  first: 'page_size',
  skip: 'page',
};

const names: Readonly<Record<string, string>> = {
  ...bodyNames,
  ...secretNames,
  ...otherNames,
};

/** An issue as the documents of the shim select it. */
export interface WireIssue extends Omit<RestError, 'field'> {
  readonly path: readonly (string | number)[];
}

/** Replaces the names of fields between backticks in a message by those of REST. */
export function inRestNames(message: string): string {
  return message.replace(/`(\w+)/g, (_, field: string) => `\`${names[field] ?? field}`);
}

/** A member of a body under another name of its field. */
export interface WrittenName {
  readonly member: string;
  /** Whether it has one value where the field has a list. Then an issue of an item is an issue of the member. */
  readonly isWhole: boolean;
}

/** The fields of a body that were sent under another name. */
export type WrittenNames = ReadonlyMap<string, WrittenName>;

/** Issues with REST names, or with those that the body uses. */
export function restErrors(issues: readonly WireIssue[], written?: WrittenNames): RestError[] {
  return issues.map(({ path, code, message, reference }) => ({
    field: restPath(writtenPath(path.map(String), written)),
    code,
    message: inRestNames(message),
    reference,
  }));
}

/** A path that starts with the member under which its field was sent. */
export function writtenPath<Step extends string | number>(
  path: readonly Step[],
  written: WrittenNames | undefined,
): readonly (Step | string)[] {
  const [field, ...steps] = path;
  const name = written?.get(`${field}`);
  if (name === undefined) return path;
  return name.isWhole ? [name.member] : [name.member, ...steps];
}

/** A path in the form of REST: `redirect_uris[1]`, `jwks.keys[0]`; `body` for the whole body. */
export function restPath([field, ...steps]: readonly string[]): string {
  if (field === undefined) return 'body';
  // In REST, conditions of a filter are query parameters.
  if (field === 'filter') return restPath(steps);
  if (field === 'query') return steps.join('');
  // In REST, this field has a member for each of its five forms.
  if (field === 'tlsClientAuth')
    return tlsClientAuthMembers[(steps[0] ?? 'subjectDn') as TlsClientAuthMember].restName;
  return steps.reduce(
    (path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : `${path}.${step}`),
    names[field] ?? field,
  );
}
