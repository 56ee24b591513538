import { type MetadataField, members, registrationFields } from '../../domain/client/metadata-table.ts';

/** The text of `src/console/metadata-member.ts`: the client metadata of the console's form, printed from the table. */
export function printedConsoleMembers(): string {
  return `/** The members of a registration that a form sends. Printed by \`npm run schema\`: do not edit. */
export const metadataMembers = {
  clientId: { form: 'text', section: 'about', clause: 'RFC 6749 §2.2' },
${registrationFields.map((field) => `  ${field}: ${memberOf(field)},`).join('\n')}
} as const;
`;
}

function memberOf(field: MetadataField): string {
  const { type, section, clause, rfcName } = members[field];
  const printed = {
    form: type.isList ? 'list' : type.kind,
    section,
    clause: rfcName === null ? clause : `${clause}, ${rfcName}`,
  };
  const properties = Object.entries(printed).map(([name, value]) => `${name}: '${value}'`);
  return `{ ${properties.join(', ')} }`;
}
