import type { InputFieldsFromShape } from '@pothos/core';
import {
  type MetadataField,
  members,
  metadataFields,
  registrationFields,
  requiredFields,
} from '../../domain/client/metadata-table.ts';
import type { Kind, ValueType } from '../../domain/client/value-type.ts';
import type { builder } from '../builder.ts';
import { TlsClientAuthInput, TlsClientAuthSubjectType } from './tls-client-auth.ts';
import { enumTypeOf } from './vocabulary.ts';

/** A name or a reference of a GraphQL type, as Pothos takes it. */
type TypeName = string | object;

interface KindTypes {
  /** Inputs are strings where outputs have a scalar, so that an invalid value is an issue beside all others. */
  readonly input: TypeName;
  readonly output: TypeName;
}

/** The GraphQL types of each kind of value. */
const typesOfKind: Readonly<Record<Exclude<Kind, 'enum'>, KindTypes>> = {
  text: { input: 'String', output: 'String' },
  uri: { input: 'String', output: 'URI' },
  jwks: { input: 'String', output: 'JWKSet' },
  boolean: { input: 'Boolean', output: 'Boolean' },
  integer: { input: 'Int', output: 'Int' },
  subject: { input: TlsClientAuthInput, output: TlsClientAuthSubjectType },
};

function typeIn({ kind, isList, vocabulary = {} }: ValueType<unknown, unknown>, use: keyof KindTypes) {
  const type = kind === 'enum' ? enumTypeOf(vocabulary) : typesOfKind[kind][use];
  return isList ? [type] : type;
}

/** The field builders of Pothos; only this part is used. Their own types need a field that is known at compile time. */
interface InputBuilder {
  readonly field: (options: never) => unknown;
}
interface OutputBuilder {
  readonly expose: (field: never, options: never) => unknown;
}

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Schema> ? Schema : never;

/** An input field for every member that a caller can set. In a change none is required. */
export function metadataInputs<Shape extends object>(
  t: InputBuilder,
  use: 'registration' | 'change',
): InputFieldsFromShape<Types, Shape, 'InputObject'> {
  return fieldsFrom(registrationFields, (field) => {
    const { type, input, change } = members[field];
    const options = {
      type: typeIn(type, 'input'),
      required: use === 'registration' && requiredFields.some((one) => one === field),
      description: (use === 'change' ? change : undefined) ?? input,
    };
    return t.field(options as never);
  });
}

/** An output field for every member of a client. */
export function metadataOutputs(t: OutputBuilder) {
  return fieldsFrom(metadataFields, (field) => {
    const { type, cost, description, default: absent } = members[field];
    const options = {
      type: typeIn(type, 'output'),
      nullable: absent === null,
      description,
      ...(cost === undefined ? {} : { complexity: cost }),
    };
    return t.expose(field as never, options as never);
  });
}

/** @returns `never`, because Pothos derives types from a literal of fields, and these are derived from the table. */
function fieldsFrom<Field extends MetadataField>(fields: readonly Field[], make: (field: Field) => unknown) {
  return Object.fromEntries(fields.map((field) => [field, make(field)])) as never;
}
