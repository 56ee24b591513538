import fc from 'fast-check';
import { hostile, planted, toLiteral } from './value.ts';

/** The tokens of a document, with some omitted, doubled or replaced. */
export function torn(documents: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const strange = fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '!',
      '$',
      '@',
      '...',
      ':',
      '"',
      '"""',
      '#',
      '\0',
      '\uFEFF',
      '&',
      '|',
      '-',
      '0x1',
      '1.',
      'é',
      'on',
      'null',
      'fragment',
      'extend',
      'schema',
    ),
    hostile.map(toLiteral),
  );
  const change = fc.tuple(fc.nat(10_000), fc.constantFrom('drop', 'double', 'replace', 'insert'), strange);
  return fc.tuple(documents, fc.array(change, { minLength: 1, maxLength: 3 })).map(([source, changes]) => {
    const tokens: string[] = source.match(/"(?:[^"\\]|\\.)*"|[$@]?\w+|\.\.\.|\S/gs) ?? [];
    for (const [at, kind, other] of changes) {
      const index = at % (tokens.length || 1);
      const here = tokens[index] ?? '';
      const put = { drop: [], double: [here, here], replace: [other], insert: [here, other] };
      tokens.splice(index, 1, ...put[kind]);
    }
    return tokens.join(' ');
  });
}

/** A registration with a private key: the error may describe the document, but not repeat the key. */
export const brokenKey = torn(
  fc.constant(
    `mutation { createOAuthClient(input: { name: "x", redirectUris: [], jwks: "${planted}" }) { __typename } }`,
  ),
);

/** Constructs that are legal in small numbers, in large numbers. */
export const repeated = fc
  .tuple(
    fc.constantFrom<(count: number) => string>(
      (count) => `{ ${Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ')} }`,
      (count) => `{ ${'registrationProfiles { title } '.repeat(count)} }`,
      (count) => `query { ${'... { '.repeat(count)} __typename ${'}'.repeat(count)} }`,
      (count) => `{ __typename ${'@include(if: true) '.repeat(count)} }`,
      (count) =>
        `query (${Array.from({ length: count }, (_, index) => `$v${index}: Int`).join(' ')}) { __typename }`,
      (count) => `{ node(id: ${'['.repeat(count)}${']'.repeat(count)}) { id } }`,
      (count) => `query ($a: ${'['.repeat(count)}Int${']'.repeat(count)}) { __typename }`,
      (count) => `${Array.from({ length: count }, (_, index) => `query Q${index} { __typename }`).join(' ')}`,
      (count) =>
        `{ ...F0 } ${Array.from({ length: count }, (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`).join(' ')}`,
      (count) =>
        `{ ${Array.from({ length: count }, (_, index) => `c${index}: oauthClients(first: 100) { totalCount nodes { name } }`).join(' ')} }`,
      (count) =>
        `{ ${'__schema { types { fields { type { '.repeat(count)} name ${'} } } } '.repeat(count)} }`,
      (count) => `#${'x'.repeat(count * 20)}\n{ __typename }`,
    ),
    fc.constantFrom(2, 12, 45, 110, 300, 1200, 4000),
  )
  .map(([make, count]) => make(count).slice(0, 60_000));
