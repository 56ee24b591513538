import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const mutation =
  'mutation { createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename } }';

/** Sends exactly the given headers: `fetch` adds its own. */
async function post(body: string, given: Readonly<Record<string, string>>) {
  const headers = { authorization: `Bearer ${await gateway.token()}`, ...given };
  return new Promise<{ status: number | undefined; type: string | undefined; text: string }>((done, fail) => {
    request(`${gateway.url}/graphql`, { method: 'POST', headers }, async (response) => {
      const text = (await response.setEncoding('utf8').toArray()).join('');
      done({ status: response.statusCode, type: response.headers['content-type'], text });
    })
      .on('error', fail)
      .end(body);
  });
}

describe('a request whose response the caller could not read is refused before it is executed:', () => {
  test.each([
    'text/html',
    'image/png',
    'text/event-stream',
    'multipart/mixed',
    'multipart/mixed;deferSpec=20220824',
    'application/xml, text/*',
    'application/json;q=0',
    'application/json;q=0, application/graphql-response+json;q=0',
    '*/*;q=0',
    'application/jsonx',
    'garbage',
    ';;,, /,"',
    ',',
  ])('Accept: %s', async (accept) => {
    const before = await gateway.written();
    const { status, headers, body } = await gateway.graphql(mutation, {}, { headers: { accept } });
    const requestId = headers.get('x-request-id');
    expect(requestId).toEqual(expect.any(String));
    expect([status, body]).toMatchObject([
      406,
      { errors: [{ extensions: { code: 'NOT_ACCEPTABLE', requestId } }] },
    ]);
    expect(headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json; charset=utf-8$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await gateway.written()).toEqual(before);
  });

  test('an Accept of more than 1,000 characters, which is not read', async () => {
    const accept = (length: number) => 'application/json'.padEnd(length, ',text/html');
    const statuses = [1000, 1001, 15_000].map(async (length) => {
      const { status } = await gateway.graphql('{ __typename }', {}, { headers: { accept: accept(length) } });
      return status;
    });
    expect(await Promise.all(statuses)).toEqual([200, 406, 406]);
  });

  test('Accept in a GET', async () => {
    const headers = { accept: 'text/html' };
    const { status } = await gateway.send('GET', '/graphql?query=%7B__typename%7D', undefined, { headers });
    expect(status).toBe(406);
  });
});

const json = 'application/json; charset=utf-8';
const graphqlResponse = 'application/graphql-response+json; charset=utf-8';

describe('a caller gets the media type that it prefers:', () => {
  test.each<[string, string | undefined, string]>([
    ['without Accept', undefined, json],
    ['with an empty Accept', '', json],
    ['for any type', '*/*', json],
    ['for any application type', 'application/*', json],
    ['for JSON', 'application/json', json],
    ['for JSON in upper case', 'APPLICATION/JSON', json],
    ['for JSON with a charset', 'application/json; charset=utf-8', json],
    ['for application/graphql-response+json', 'application/graphql-response+json', graphqlResponse],
    [
      'for application/graphql-response+json with a charset',
      'application/graphql-response+json; charset=utf-8',
      graphqlResponse,
    ],
    ['by quality value', 'application/json;q=0.5, application/graphql-response+json', graphqlResponse],
    [
      'if it excludes the other',
      'application/json;q=0, application/graphql-response+json;q=0.1',
      graphqlResponse,
    ],
    ['of a browser', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8', json],
    ['of Apollo Client', 'application/graphql-response+json,application/json;q=0.9', graphqlResponse],
    [
      'of Apollo Client with @defer',
      'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9',
      graphqlResponse,
    ],
    [
      'of urql',
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
      graphqlResponse,
    ],
  ])('%s', async (_, accept, type) => {
    const headers = { 'content-type': 'application/json', ...(accept === undefined ? {} : { accept }) };
    for (const query of ['{ __typename }', '{ nothing }']) {
      const answer = await post(JSON.stringify({ query }), headers);
      expect([answer.type, Object.keys(JSON.parse(answer.text))]).toEqual([
        type,
        [query === '{ nothing }' ? 'errors' : 'data'],
      ]);
    }
  });
});

describe('the media type of the body', () => {
  test.each([
    'application/json',
    'Application/JSON; Charset=UTF-8',
    'APPLICATION/JSON',
    'application/json ; charset="utf-8"',
    'application/json;',
  ])('%s is accepted, for every type of response', async (type) => {
    const headers = { 'content-type': type };
    const asked = [
      { body: { query: '{ __typename }' }, status: 200, member: 'data' },
      { body: { query: '{ __typename }', extensions: {} }, status: 200, member: 'data' },
      // With application/json a request error is 200 (GraphQL over HTTP §6.4.1).
      { body: { query: '{ nothing }' }, status: 200, member: 'errors' },
      { body: { query: '{' }, status: 200, member: 'errors' },
      { body: { query: '{ oauthClients(first: 0) { totalCount } }' }, status: 200, member: 'data' },
      { body: {}, status: 400, member: 'errors' },
    ];
    for (const { body, status, member } of asked) {
      const answer = await post(JSON.stringify(body), headers);
      expect(answer).toMatchObject({ status, type: json });
      expect(Object.keys(JSON.parse(answer.text))).toContain(member);
    }
  });

  // Types that a page of another origin can send without a preflight, and GraphQL types that are not JSON.
  test.each<[string | undefined, string]>([
    ['text/plain', JSON.stringify({ query: mutation })],
    ['text/plain; application/json', JSON.stringify({ query: mutation })],
    ['text/plain, application/json', JSON.stringify({ query: mutation })],
    ['application/x-www-form-urlencoded', new URLSearchParams({ query: mutation }).toString()],
    [
      'multipart/form-data; boundary=b',
      `--b\r\nContent-Disposition: form-data; name="query"\r\n\r\n${mutation}\r\n--b--\r\n`,
    ],
    ['application/graphql', mutation],
    ['application/json; charset=utf-16', JSON.stringify({ query: mutation })],
    ['application/json;charset="ISO-8859-1"', JSON.stringify({ query: mutation })],
    ['application/jsonx', JSON.stringify({ query: mutation })],
    ['', JSON.stringify({ query: mutation })],
    [undefined, JSON.stringify({ query: mutation })],
  ])('%s is refused without an effect', async (type, body) => {
    const before = await gateway.written();
    const answer = await post(body, type === undefined ? {} : { 'content-type': type });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      415,
      { errors: [{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }] },
    ]);
    expect(await gateway.written()).toEqual(before);
  });
});

describe('a syntax error does not repeat text of the document:', () => {
  test.each([
    '{ createOAuthClient(input: { jwks "PLANTED" }) }',
    'mutation { createOAuthClient(input: { jwks: "a" "PLANTED" }) { __typename } }',
    'mutation { createOAuthClient(input: { jwks """PLANTED""" }) { __typename } }',
    'mutation { createOAuthClient(input: { jwks: "a" """b\n  PLANTED\n""" }) { __typename } }',
    '"PLANTED"',
    '{ a } "PLANTED"',
    '{ node(id: "PLANTED',
    '{ node(id: "PLANTED\\q") { id } }',
    '{ node(id: "PLANTED\n") { id } }',
    '{ node(id: """PLANTED',
    'mutation { createOAuthClient(input: "PLANTED" "PLANTED") }',
  ])('%j', async (query) => {
    for (const body of [{ query }, { query, extensions: {} }]) {
      const headers = { accept: 'application/graphql-response+json' };
      const { status, text } = await gateway.send('POST', '/graphql', body, { headers });
      expect([status, text]).toEqual([400, expect.stringContaining('Syntax Error')]);
      expect(text).not.toContain('PLANTED');
    }
    expect(gateway.logLines.join('')).not.toContain('PLANTED');
  });
});
