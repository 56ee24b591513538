import fc from 'fast-check';
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import {
  hostile,
  hostileText,
  list,
  misplacedSecret,
  object,
  plausible,
  raw,
  text,
  type Value,
  word,
} from './value.ts';

/** `tame` values have the right type and are mostly valid; `wild` values are sometimes anything. */
export type Mood = 'tame' | 'wild';

const known = new Map<string, fc.Arbitrary<Value>>();

/** A value for an argument, variable or member with this name. */
export function inputValue(name: string, type: GraphQLInputType, mood: Mood): fc.Arbitrary<Value> {
  const id = `${mood} ${name} ${type}`;
  const arbitrary = known.get(id) ?? makeValue(name, type, mood);
  known.set(id, arbitrary);
  return arbitrary;
}

function makeValue(name: string, type: GraphQLInputType, mood: Mood): fc.Arbitrary<Value> {
  const right = rightValue(name, type, mood);
  if (mood === 'tame') return right;
  // Wild objects have wild members, because a wholly wrong object is refused by the first check.
  const isObject = isInputObjectType(isNonNullType(type) ? type.ofType : type);
  return fc.oneof(
    { weight: isObject ? 60 : 14, arbitrary: right },
    { weight: 4, arbitrary: hostile },
    { weight: 1, arbitrary: misplacedSecret },
  );
}

function rightValue(name: string, type: GraphQLInputType, mood: Mood): fc.Arbitrary<Value> {
  if (isNonNullType(type)) return rightValue(name, type.ofType, mood);
  const likely = `${type}` === 'String' && name === 'before' ? plausible.after : plausible[name];
  if (likely) return likely;
  if (isListType(type))
    return fc.array(inputValue('', type.ofType, mood), { minLength: 1, maxLength: 2 }).map(list);
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((value) => word(value.name)));
  if (isInputObjectType(type)) return objectValue(type, mood);
  if (`${type}` === 'Boolean') return fc.constantFrom(raw('true'), raw('false'));
  if (`${type}` === 'Int') return fc.integer({ min: -3, max: 1000 }).map((value) => raw(`${value}`));
  return hostileText.map(text);
}

function objectValue(type: GraphQLInputObjectType, mood: Mood): fc.Arbitrary<Value> {
  const fields = Object.values(type.getFields());
  const member = (name: string, of: GraphQLInputType) =>
    inputValue(name, of, mood).map((value) => [name, value] as const);
  if (type.isOneOf) {
    const one = fc.oneof(...fields.map((field) => member(field.name, field.type)));
    return fc.array(one, { minLength: 1, maxLength: mood === 'tame' ? 1 : 2 }).map(object);
  }
  const members = fields.map((field) => {
    const isRequired = isNonNullType(field.type);
    const given = member(field.name, field.type);
    if (isRequired && mood === 'tame') return given;
    return fc.option(given, { nil: undefined, freq: isRequired ? 12 : 1 });
  });
  // Few optional members, because otherwise hardly any input would be valid.
  const sparse = fc
    .tuple(fc.tuple(...members), fc.nat())
    .map(([all, choice]) =>
      all.filter(
        (one, index) => one && (isNonNullType(fields[index]?.type) || (choice >> (index % 30)) % 4 === 0),
      ),
    );
  const strange = fc.array(fc.tuple(hostileText, hostile), { maxLength: 1 });
  return fc
    .tuple(
      sparse,
      mood === 'wild' ? fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, strange) : fc.constant([]),
    )
    .map(([some, more]) => object([...some.flatMap((one) => (one ? [one] : [])), ...more]));
}
