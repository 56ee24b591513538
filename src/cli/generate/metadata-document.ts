import { type MetadataField, members, metadataFields } from '../../domain/client/metadata-table.ts';
import { tlsClientAuthMembers } from '../../domain/client/vocabulary.ts';

/** `docs/metadata.md`: every member of client metadata, printed from the table. */
export function printedMetadata(): string {
  return `# Client metadata

Printed from \`src/domain/client/metadata-table.ts\` by \`npm run schema\`. Names of RFC 7591 and its extensions are accepted by REST
beside its own. The types are in \`schema/schema.graphql\` and \`schema/openapi.json\`.

| GraphQL | REST | RFC 7591 | value | clause |
| --- | --- | --- | --- | --- |
${metadataFields.map((field) => `| ${cellsOf(field).join(' | ')} |`).join('\n')}
`;
}

function cellsOf(field: MetadataField): string[] {
  const { type, restName, rfcName, description, input, clause } = members[field];
  const restNames =
    type.kind === 'subject' ? Object.values(tlsClientAuthMembers).map((one) => one.restName) : [restName];
  const value = input === null ? `${description} The server derives it.` : input;
  return [
    code(field),
    restNames.map(code).join(', '),
    rfcName === null ? '–' : code(rfcName),
    value.replaceAll('|', '\\|'),
    clause,
  ];
}

function code(name: string): string {
  return `\`${name}\``;
}
