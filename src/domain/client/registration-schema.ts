import { z } from 'zod';
import { type Issue, issue } from '../error/issue.ts';
import { checkInput, raise } from './check-input.ts';
import type { ClientChange } from './client-change.ts';
import type { RegistrationInput } from './client-metadata.ts';
import { members, type RegistrationField, registrationFields, requiredFields } from './metadata-table.ts';
import { clientStatuses, valuesOf } from './vocabulary.ts';

/** GraphQL's `@oneOf`, for APIs without such a type. */
function requireOne(members: object, context: z.RefinementCtx): void {
  const given = Object.entries(members).filter(([, value]) => value != null);
  if (given.length === 1) return;
  const places = given.length === 0 ? [[]] : given.map(([member]) => [member]);
  for (const place of places) raise(issue('TLS_CLIENT_AUTH_ONE', 'tlsClientAuth', ...place), context, place);
}

/** The types of the fields of a registration. Rules check the values. */
const registrationShape = shapeOf((field) =>
  isRequired(field) ? schemaOf(field) : schemaOf(field).nullish(),
);

function shapeOf(schema: (field: RegistrationField) => z.ZodType): Record<RegistrationField, z.ZodType> {
  const shape = registrationFields.map((field) => [field, schema(field)]);
  return Object.fromEntries(shape) as Record<RegistrationField, z.ZodType>;
}

function isRequired(field: RegistrationField): boolean {
  return requiredFields.some((one) => one === field);
}

function schemaOf(field: RegistrationField): z.ZodType {
  const { kind, schema } = members[field].type;
  return kind === 'subject' ? (schema as z.ZodType<object>).superRefine(requireOne) : schema;
}

/** Registrations and changes before the rules are applied. A change may clear a field with null. */
export const shapes = {
  registration: z.object({ clientId: z.string().nullish(), ...registrationShape }),
  change: z.object({
    ...shapeOf((field) => schemaOf(field).nullish()),
    addRedirectUris: registrationShape.redirectUris,
    removeRedirectUris: registrationShape.redirectUris,
    status: z.enum(valuesOf(clientStatuses)).nullish(),
  } satisfies Record<keyof ClientChange, z.ZodType>),
} as const;

export type Shape = keyof typeof shapes;

/** The same schemas, as inputs of operations. */
export const registrationSchema = typed<RegistrationInput>(shapes.registration);
export const changeSchema = typed<ClientChange>(shapes.change);

function typed<Input>(schema: z.ZodType): z.ZodType<Input> {
  // The fields have the types of the table of metadata, which zod cannot infer from it.
  return schema as unknown as z.ZodType<Input>;
}

/** The issues of the types of unknown values: missing, of the wrong type, or an unknown value. */
export function checkShape(
  values: Readonly<Record<string, unknown>>,
  shape: Shape = 'registration',
): Issue[] {
  return checkInput(shapes[shape], values);
}
