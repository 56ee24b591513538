import { metadataMembers } from '../metadata-member.ts';

type Members = typeof metadataMembers;
type Field = keyof Members;
export type Section = Members[Field]['section'];

/** A member that is one line of text in the form. */
export type PlainField = {
  [Name in Field]: Members[Name]['form'] extends 'text' | 'uri' ? Name : never;
}[Field];

export const fields = Object.keys(metadataMembers) as Field[];

export function isPlain(field: Field): field is PlainField {
  return ['text', 'uri'].includes(metadataMembers[field].form);
}

const plainFields = fields.filter(isPlain);

/** Plain members that the form and the client page show in a special way. */
const placed: readonly PlainField[] = ['clientId', 'name', 'jwksUri'];

/** Plain members without special code in the form and on the client page. */
export const listedFields = plainFields.filter((field) => !placed.includes(field));

/** The plain members that a section of the form shows below its own controls. */
export function listedFieldsOf(section: Section): PlainField[] {
  return listedFields.filter((field) => metadataMembers[field].section === section);
}

/** An object with a value for every plain member. */
export function forPlainFields<Value>(make: (field: PlainField) => Value): Record<PlainField, Value> {
  const values = plainFields.map((field) => [field, make(field)]);
  return Object.fromEntries(values) as Record<PlainField, Value>;
}

export function isField(name: string): name is Field {
  return Object.hasOwn(metadataMembers, name);
}
