import {
  type AnyMember,
  type MetadataField,
  members,
  metadataFields,
} from '../../domain/client/metadata-table.ts';
import { subjectLimits } from '../../domain/client/value-type.ts';
import { tlsClientAuthMembers } from '../../domain/client/vocabulary.ts';

/** `docs/metadata.md`: every member of client metadata, printed from the table. */
export function printedMetadata(): string {
  return `# Client metadata

Printed from \`src/domain/client/metadata-table.ts\` by \`npm run schema\`. REST accepts the names of RFC 7591 and its
extensions in addition to its own. The types are in \`schema/schema.graphql\` and \`schema/openapi.json\`.

| GraphQL | REST | RFC 7591 | set by | value | limits | clause |
| --- | --- | --- | --- | --- | --- | --- |
${metadataFields.map((field) => `| ${cellsOf(field).join(' | ')} |`).join('\n')}
`;
}

function cellsOf(field: MetadataField): string[] {
  const { type, restName, rfcName, setBy, description, input, clause } = members[field];
  const restNames =
    type.kind === 'subject' ? Object.values(tlsClientAuthMembers).map((one) => one.restName) : [restName];
  const value = input === null ? `${description} The server derives it.` : input;
  return [
    code(field),
    restNames.map(code).join(', '),
    rfcName === null ? '–' : code(rfcName),
    setBy,
    value.replaceAll('|', '\\|'),
    limitsOf(members[field].type),
    clause,
  ];
}

/** The limits that the OpenAPI document states too. */
function limitsOf({ kind, limits, maxItems }: AnyMember['type']): string {
  const { minLength, maxLength, minimum, maximum, format, pattern } =
    kind === 'subject' ? subjectLimits('subjectDn') : (limits ?? {});
  const parts = [
    maxItems === undefined ? '' : `at most ${maxItems} items`,
    maxLength === undefined ? '' : lengthOf(minLength, maxLength),
    maximum === undefined ? '' : `${minimum ?? 0} to ${shown(maximum)}`,
    format === undefined ? '' : `format ${code(format)}`,
    pattern === undefined ? '' : `pattern ${code(pattern)}`,
  ];
  return parts.filter(Boolean).join('; ') || '–';
}

function lengthOf(least: number | undefined, most: number): string {
  return least === undefined ? `at most ${shown(most)} characters` : `${least} to ${shown(most)} characters`;
}

function shown(limit: number): string {
  return limit.toLocaleString('en-US');
}

function code(name: string): string {
  return `\`${name}\``;
}
