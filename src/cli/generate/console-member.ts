import {
  type AnyMember,
  type MetadataField,
  members,
  registrationFields,
} from '../../domain/client/metadata-table.ts';

/** The text of `src/console/metadata-member.ts`: the client metadata of the console's form, printed from the table. */
export function printedConsoleMembers(): string {
  return `/** The members of a registration that a form sends. Printed by \`npm run schema\`: do not edit. */
export const metadataMembers = {
  clientId: { form: 'text', section: 'about', clause: 'RFC 6749 §2.2' },
${registrationFields.map(printedMember).join('\n')}
} as const;
`;
}

/** Characters of a line, at most, as the formatter has it. */
const lineWidth = 110;

function printedMember(field: MetadataField): string {
  const properties = propertiesOf(field);
  const line = `  ${field}: { ${properties.join(', ')} },`;
  if (line.length <= lineWidth) return line;
  return `  ${field}: {\n${properties.map((property) => `    ${property},`).join('\n')}\n  },`;
}

function propertiesOf(field: MetadataField): string[] {
  const { type, section, clause, rfcName, default: absent } = members[field];
  const printed = {
    form: formOf(type),
    ...(typeof absent === 'boolean' && { initial: absent }),
    section,
    clause: rfcName === null ? clause : `${clause}, ${rfcName}`,
  };
  return Object.entries(printed).map(
    ([name, value]) => `${name}: ${typeof value === 'boolean' ? value : `'${value}'`}`,
  );
}

/** How the form shows a member. A list of texts is edited as lines; a list of enum values has its own control. */
function formOf({ kind, isList }: AnyMember['type']): string {
  if (!isList) return kind;
  return kind === 'enum' ? 'list' : 'lines';
}
