import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { brokenKey, repeated, torn } from './broken-document.ts';
import { inputValue, type Mood } from './input-value.ts';
import { lastClient, object, seldom, text, toLiteral } from './value.ts';

/** Valid GraphQL names that have a meaning in JavaScript. */
const alias = fc.constantFrom(
  'a',
  'b',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'data',
  'then',
);
const fragments = ['F0', 'F1', 'F2'];
const directives = [
  ...[
    '@include(if: true)',
    '@skip(if: false)',
    '@skip(if: true)',
    '@include(if: $flag)',
    '@include(if: "x")',
  ],
  ...[
    '@include',
    '@unknown',
    '@skip(if: true) @skip(if: false)',
    '@deprecated',
    '@oneOf',
    '@specifiedBy(url: "x")',
  ],
];
/** From here on a wild document no longer follows the schema. */
const strangeSelections = [
  ...[
    '__typename',
    '__schema { types { name } }',
    '__type(name: "OAuthClient") { fields { name type { name } } }',
  ],
  ...[
    'unknownField',
    '...Unknown',
    '... @include(if: true) { __typename }',
    '... on Nothing { id }',
    'id: __typename',
  ],
];

/** A field of a selection, with the name that its value gets. */
interface Selected {
  readonly key: string;
  readonly source: string;
}

/** Documents that follow a schema if tame, and nearly follow it if wild. */
export function documentsOf(schema: GraphQLSchema): Readonly<Record<Mood, fc.Arbitrary<string>>> {
  const known = new Map<string, fc.Arbitrary<string>>();

  function selection(type: GraphQLCompositeType, depth: number, mood: Mood): fc.Arbitrary<string> {
    const id = `${mood} ${depth} ${type.name}`;
    const arbitrary = known.get(id) ?? makeSelection(type, depth, mood);
    known.set(id, arbitrary);
    return arbitrary;
  }

  function makeSelection(type: GraphQLCompositeType, depth: number, mood: Mood): fc.Arbitrary<string> {
    const typename: Selected = { key: '__typename', source: '__typename' };
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const reachable = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const parts: fc.WeightedArbitrary<Selected>[] = [
      { weight: 1, arbitrary: fc.constant(typename) },
      ...reachable.map((field) => ({ weight: 2, arbitrary: fieldOf(field, depth, mood) })),
    ];
    if (!isObjectType(type) && depth > 0) {
      for (const possible of schema.getPossibleTypes(type)) {
        const inner = selection(possible, depth - 1, mood);
        const spread = inner.map((source) => ({
          key: possible.name,
          source: `... on ${possible.name} ${source}`,
        }));
        parts.push({ weight: 4, arbitrary: spread });
      }
    }
    if (mood === 'wild') {
      const strange = fc.constantFrom(...strangeSelections, ...fragments.map((name) => `...${name}`));
      parts.push({ weight: 2, arbitrary: strange.map((source) => ({ key: source, source })) });
    }
    const many =
      mood === 'tame'
        ? fc.uniqueArray(fc.oneof(...parts), { minLength: 1, maxLength: 5, selector: ({ key }) => key })
        : fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 6 });
    return many.map((all) => `{ ${all.map(({ source }) => source).join(' ')} }`);
  }

  function fieldOf(field: GraphQLField<unknown, unknown>, depth: number, mood: Mood): fc.Arbitrary<Selected> {
    const type = getNamedType(field.type);
    const rest = isCompositeType(type) ? selection(type, depth - 1, mood) : fc.constant('');
    const own = fc
      .tuple(argumentsOf(field, mood), rest)
      .map(([args, inner]) => `${field.name}${args} ${inner}`);
    if (mood === 'tame') return own.map((source) => ({ key: field.name, source }));
    return fc
      .tuple(
        fc.option(alias, { nil: undefined, freq: 4 }),
        own,
        fc.option(fc.constantFrom(...directives), { nil: '', freq: 8 }),
      )
      .map(([name, source, directive]) => {
        const [, head = '', inner = ''] = /^([^{]*|.*\))( \{.*\} ?)?$/s.exec(source) ?? [];
        return { key: field.name, source: `${name ? `${name}: ` : ''}${head} ${directive} ${inner}` };
      });
  }

  function argumentsOf(field: GraphQLField<unknown, unknown>, mood: Mood): fc.Arbitrary<string> {
    if (field.args.length === 0) return fc.constant('');
    const given = field.args.map((argument) => {
      const value = literalOf(field.name, argument, mood).map((source) => `${argument.name}: ${source}`);
      const isRequired = isNonNullType(argument.type);
      if (isRequired && mood === 'tame') return value;
      return isRequired ? fc.option(value, { nil: undefined, freq: 15 }) : seldom(value);
    });
    return fc.tuple(...given).map((all) => {
      const some = all.filter((one) => one !== undefined);
      return some.length === 0 ? '' : `(${some.join(', ')})`;
    });
  }

  function literalOf(field: string, { name, type }: GraphQLArgument, mood: Mood): fc.Arbitrary<string> {
    if (field === 'deleteOAuthClient' && mood === 'tame') {
      return lastClient.map((clientId) => toLiteral(object([['clientId', text(clientId)]])));
    }
    const literal = inputValue(name, type, mood).map(toLiteral);
    return mood === 'tame'
      ? literal
      : fc.oneof({ weight: 12, arbitrary: literal }, fc.constantFrom('$value', '$unknown', '$flag'));
  }

  const root = (mood: Mood, depth: number) => {
    const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
    if (!query || !mutation) throw new Error('The schema has no query or no mutation.');
    return fc.oneof(
      { weight: 3, arbitrary: selection(query, depth, mood).map((source) => `query ${source}`) },
      { weight: 1, arbitrary: selection(mutation, depth, mood).map((source) => `mutation ${source}`) },
    );
  };
  const definition = fc.tuple(
    fc.constantFrom(...fragments),
    fc
      .constantFrom(...Object.values(schema.getTypeMap()).filter(isCompositeType))
      .chain((type) => selection(type, 1, 'wild').map((source) => ` on ${type.name} ${source}`)),
  );
  const heads = fc.constantFrom(
    '',
    'query',
    'query Q($flag: Boolean! = true)',
    'query ($value: String, $flag: Boolean)',
    'mutation M($value: Nothing)',
    'subscription',
    'query ($value: [[[Int!]!]!] = [[[1]]])',
  );
  const wild = fc
    .tuple(
      fc.option(heads, { nil: undefined, freq: 2 }),
      root('wild', 4),
      fc.array(definition, { maxLength: 3 }),
      fc.nat(9),
    )
    .map(([head, operation, more, twice]) => {
      const own = head === undefined ? operation : operation.replace(/^\w+/, head);
      const all = [own, ...more.map(([name, source]) => `fragment ${name}${source}`)];
      return (twice === 0 ? [...all, operation] : all).join('\n');
    });
  return {
    tame: root('tame', 4),
    wild: fc.oneof({ weight: 5, arbitrary: wild }, torn(wild), torn(root('tame', 3)), brokenKey, repeated),
  };
}
