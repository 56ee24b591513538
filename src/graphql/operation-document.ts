import { type FieldNode, Kind, parse, type SelectionSetNode, visit } from 'graphql';
import { type MetadataField, members, metadataFields } from '../domain/client/metadata-table.ts';

/** A selection of this member means a selection of all members. A clone selects twelve, which do not include it. */
const lastOfAll: MetadataField = 'website';

/**
 * Adds the members of client metadata that a document does not select yet, where it selects all of them. Members that REST
 * does not show in every response, as `jwks`, stay where they were selected by hand.
 */
export function withAllMembers(document: string): string {
  const missing: { readonly offset: number; readonly names: readonly string[] }[] = [];
  visit(parse(document), {
    SelectionSet: (selection) => {
      const marker = fieldsIn(selection).find(({ name }) => name.value === lastOfAll);
      if (marker?.loc) missing.push({ offset: marker.loc.end, names: missingIn(selection) });
    },
  });
  return missing.reduceRight((text, { offset, names }) => {
    const [indent] = /\n *$/.exec(text.slice(0, offset - lastOfAll.length)) ?? [' '];
    return `${text.slice(0, offset)}${names.map((name) => `${indent}${name}`).join('')}${text.slice(offset)}`;
  }, document);
}

function missingIn(selection: SelectionSetNode): string[] {
  const selected = new Set(fieldsIn(selection).map(({ name }) => name.value));
  return metadataFields.filter((field) => {
    const { restResponses, type } = members[field];
    const isShown = restResponses === undefined || restResponses.includes('read');
    return isShown && type.kind !== 'subject' && !selected.has(field);
  });
}

function fieldsIn({ selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((one) => (one.kind === Kind.FIELD ? [one] : []));
}
