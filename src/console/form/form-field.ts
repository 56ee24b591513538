import { metadataMembers } from '../metadata-member.ts';

type Members = typeof metadataMembers;
type Field = keyof Members;
export type Section = Members[Field]['section'];

type FieldOf<Form extends Members[Field]['form']> = {
  [Name in Field]: Members[Name]['form'] extends Form ? Name : never;
}[Field];

/** Members with a control of their own and a different part in the draft. */
const special = ['redirectUris', 'scopes', 'isConfidential'] as const;
type Special = (typeof special)[number];

/** A member that is one line of text in the form. */
export type PlainField = FieldOf<'text' | 'uri'>;
/** A list that the form edits as lines of text. */
export type LinesField = Exclude<FieldOf<'lines'>, Special>;
export type IntegerField = FieldOf<'integer'>;
/** A check box. */
export type FlagField = Exclude<FieldOf<'boolean'>, Special>;
/** A member whose part of the draft is the typed text. */
export type TypedField = PlainField | LinesField | IntegerField;
/** A member that needs no special code. */
export type ListedField = TypedField | FlagField;

export const fields = Object.keys(metadataMembers) as Field[];

export function isField(name: string): name is Field {
  return Object.hasOwn(metadataMembers, name);
}

function isPlain(field: Field): field is PlainField {
  return ['text', 'uri'].includes(metadataMembers[field].form);
}

export function isLines(field: Field): field is LinesField {
  return metadataMembers[field].form === 'lines' && !isSpecial(field);
}

export function isFlag(field: Field): field is FlagField {
  return metadataMembers[field].form === 'boolean' && !isSpecial(field);
}

function isInteger(field: Field): field is IntegerField {
  return metadataMembers[field].form === 'integer';
}

function isSpecial(field: Field): boolean {
  return special.some((one) => one === field);
}

function isTyped(field: Field): field is TypedField {
  return isPlain(field) || isLines(field) || isInteger(field);
}

export function isListed(field: Field): field is ListedField {
  return isTyped(field) || isFlag(field);
}

/** Listed members that the form and the client page show in a special way. */
const placed: readonly ListedField[] = ['clientId', 'name', 'jwksUri'];

/** Members without special code in the form and on the client page. */
export const listedFields = fields.filter(isListed).filter((field) => !placed.includes(field));

/** The members that a section of the form shows below its own controls. */
export function listedFieldsOf(section: Section): ListedField[] {
  return listedFields.filter((field) => metadataMembers[field].section === section);
}

export const plainFields = fields.filter(isPlain);
export const linesFields = fields.filter(isLines);
export const integerFields = fields.filter(isInteger);
export const flagFields = fields.filter(isFlag);
export const typedFields = fields.filter(isTyped);

/** An object with a value for each of these members. */
export function forFields<Name extends Field, Value>(
  names: readonly Name[],
  make: (field: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((field) => [field, make(field)])) as Record<Name, Value>;
}

/** A line that is not blank. */
interface Line {
  /** Counted from 1 in the typed text, with its blank lines. */
  readonly number: number;
  /** Without surrounding spaces. */
  readonly text: string;
}

/** The lines that are sent, in the order of their indexes in the input. */
export function linesOf(typed: string): Line[] {
  return typed
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== '');
}
