import type { RegistrationInput } from '../../domain/client/client-metadata.ts';
import { derivedFields, members as tableEntries } from '../../domain/client/metadata-table.ts';
import { clientStatuses } from '../../domain/client/vocabulary.ts';
import { importFault, type LineIssue } from '../../domain/error/import-fault.ts';
import type { IssuePath } from '../../domain/error/issue.ts';
import { isTenant } from '../../domain/identifier.ts';
import { isObject } from '../../domain/json.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { checkClientId } from '../../domain/rule/client-id.ts';
import type { ImportedClient, ImportLine } from '../../operations/import/imported-client.ts';
import { readRegistration, registrationMembers } from '../../rest/registration-body.ts';
import { writtenPath } from '../../rest/wire/field-name.ts';
import { parseJson } from '../../rest/wire/json-text.ts';
import { lineFormat } from './client-line.ts';
import { faultAt, type MemberReader, memberReader, type OtherMembers } from './member-reader.ts';
import { readSecrets } from './read-secret.ts';
import type { TextLine } from './split-lines.ts';

const members = new Set([
  'format',
  'client_id',
  'tenant_id',
  ...registrationMembers.keys(),
  'status',
  'version',
  'created_at',
  'updated_at',
  'last_used_at',
  'deleted_at',
  'secrets',
  // REST returns these members too; the import derives them from the others.
  ...derivedFields.map((field) => tableEntries[field].restName),
  'id',
  'secret_last_four',
]);

const maxVersion = 2_147_483_647;

/**
 * Reads a line without applying rules. Unreadable members become issues.
 *
 * @param tenantId the tenant of lines without one, and the only tenant that other lines may have; `undefined` if each line
 *   must have one.
 */
export function readClientLine({ number, text }: TextLine, tenantId: string | undefined): ImportLine {
  const json = typeof text === 'string' ? parseJson(text) : undefined;
  const fault = faultOfWhole(text, json);
  if (fault || !isObject(json)) return { ...nothing, number, faults: fault ? [fault] : [] };
  const { input, unreadable, written } = readRegistration(json);
  const others: OtherMembers = { ignored: [], meant: [] };
  const reader = memberReader(json, members, [], [], others);
  return {
    number,
    client: readClient(reader, input as RegistrationInput, tenantId),
    unreadable,
    faults: reader.issues,
    pathOf: (path) => writtenPath(path, written),
    misspelled: new Set(others.meant.flatMap((member) => registrationMembers.get(member) ?? [])),
    ignored: others.ignored,
  };
}

/** A line that cannot be read at all. */
const nothing = {
  client: undefined,
  unreadable: [],
  pathOf: (path: IssuePath) => path,
  misspelled: new Set<string>(),
  ignored: [],
};

/** The reason why a line cannot be read at all. */
function faultOfWhole(text: TextLine['text'], json: unknown): LineIssue | undefined {
  if (typeof text !== 'string') return text;
  if (json === undefined) return importFault('LINE_NOT_JSON');
  if (!isObject(json)) return importFault('LINE_NOT_OBJECT');
  const isKnown = json.format == null || json.format === lineFormat;
  return isKnown ? undefined : importFault('FORMAT_UNKNOWN', 'format');
}

function readClient(
  reader: MemberReader,
  input: RegistrationInput,
  tenantId: string | undefined,
): ImportedClient {
  const { given, metadata } = candidateOf(input);
  return {
    tenantId: readTenant(reader, tenantId),
    clientId: reader.text('client_id', isAllowedClientId, faultAt('CLIENT_ID_FORM')),
    given,
    metadata,
    status: reader.word('status', clientStatuses),
    version: reader.read('version', versionOf, faultAt('VERSION_FORM')),
    createdAt: reader.instant('created_at'),
    updatedAt: reader.instant('updated_at'),
    lastUsedAt: reader.day('last_used_at'),
    deletedAt: reader.instant('deleted_at') ?? null,
    secrets: readSecrets(reader),
  };
}

function isAllowedClientId(clientId: string): boolean {
  return checkClientId(clientId).length === 0;
}

function readTenant(reader: MemberReader, tenantId: string | undefined): string {
  const own = reader.text('tenant_id', isTenant, faultAt('TENANT_FORM'));
  if (own !== undefined && tenantId !== undefined && own !== tenantId)
    reader.issues.push(importFault('TENANT_OTHER', 'tenant_id'));
  if (tenantId === undefined) reader.requireMember('tenant_id');
  return own ?? tenantId ?? '';
}

function versionOf(value: unknown): number | undefined {
  const isVersion = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= maxVersion;
  return isVersion ? value : undefined;
}
