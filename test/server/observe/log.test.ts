import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';
import { createDatabase, startPostgres } from '../../harness/postgres-server.ts';

const clients = '/admin/oauth/clients';
const redirect_uris = ['https://planted-host.example.com/planted-callback'];
const hostileName = 'Planted\n{"level":50,"msg":"planted line"}\r\n\u001b[31mplanted red\u001b[0m';
const planted = {
  key: 'planted-idempotency-key',
  password: 'planted-password',
  modulus: 'planted-coordinate',
  path: 'planted-path',
  query: 'planted-query',
  agent: 'planted-agent',
};
const uuid = /^[0-9a-f-]{36}$/;

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly requestId: string;
  readonly route?: string;
  readonly status?: number;
  readonly error?: { readonly message: string; readonly stack: string };
}

let gateway: TestGateway;
const secrets = new Set<string>();

/** Checks that each is one JSON object on one line, without any marker. */
function expectClean(): Line[] {
  const all = gateway.logLines.join('');
  for (const text of [...secrets, ...Object.values(planted), 'planted']) expect(all).not.toContain(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(all.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  return all
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** One request with its exact bytes, which `fetch` would change. */
async function raw(path: string, headers: Record<string, string>): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const sent = request({ hostname, port, path, headers, agent: false }).end();
  const [response] = await once(sent, 'response');
  response.resume();
  await once(response, 'close');
  return String(response.headers['x-request-id']);
}

beforeEach(async () => {
  secrets.clear();
  const url = new URL(await createDatabase(inject('postgresUrl')));
  url.password = planted.password;
  gateway = await openGateway('PostgreSQL', { databaseUrl: url.href });
  onTestFinished(() => gateway.close());
});

/** Through GraphQL and REST: issued and rotated secrets, tokens, names, keys and addresses. */
async function plant(): Promise<void> {
  const token = await gateway.token();
  const bad = `${token.slice(0, -20)}plantedsignature0000`;
  for (const one of [token, bad, hostileName, ...redirect_uris]) secrets.add(one);
  const call = { token, headers: { 'idempotency-key': planted.key, 'user-agent': planted.agent } };
  const jwks = { keys: [{ kty: 'EC', crv: 'P-256', x: planted.modulus, y: planted.modulus }] };
  const created = await gateway.send('POST', clients, { name: 'planted', redirect_uris }, call);
  expect(created.status).toBe(201);
  const { client_id, client_secret } = created.body.data;
  const rotated = await gateway.send('POST', `${clients}/${client_id}/rotate-secret`, {}, { token });
  for (const one of [client_secret, rotated.body.data.new_secret]) {
    expect(one).toMatch(/^\S{20,}$/);
    secrets.add(one);
  }
  const mutation =
    'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename ... on CreateOAuthClientPayload { issuedSecret { plaintext } } } }';
  const issued = await gateway.graphql(mutation, { input: { name: 'planted', redirectUris: redirect_uris } });
  secrets.add(issued.body.data.createOAuthClient.issuedSecret.plaintext);
  await gateway.graphql(mutation, { input: { name: hostileName, redirectUris: redirect_uris, jwks } });
  await gateway.send('POST', clients, { name: hostileName, redirect_uris, jwks }, call);
  await gateway.send('POST', clients, `{"name": "planted`, call);
  await gateway.graphql(`{ planted: plantedField(planted: "${client_secret}") }`);
  for (const one of [token, bad, client_secret]) {
    await gateway.send('GET', `${clients}/${one}?${planted.query}=${one}`, undefined, { token: bad });
    await gateway.send('GET', `/${planted.path}/${one}?access_token=${one}`);
    await gateway.send('GET', `/livez?${planted.query}=${one}`);
    await gateway.send('GET', `/graphql?query={__typename}&${planted.query}=${one}`, undefined, { token });
    await raw(`http://planted.example/${one}`, { authorization: `Basic ${one}`, 'x-tenant-id': 'planted' });
  }
}

test('the log has one JSON object per line, routes instead of paths, and nothing that a caller sent or received', async () => {
  await plant();
  const lines = expectClean();
  const seen = new Set(lines.filter(({ msg }) => msg === 'request').map(({ route }) => route));
  expect([...seen].sort()).toEqual(
    ['/livez', 'createClient', 'findClient', 'graphql', 'none', 'rotateSecret'].sort(),
  );
});

test.each(['json', 'text'])('unread log lines do not exhaust the memory, as %s', async (format) => {
  const program = `
    import { createLog } from ${JSON.stringify(new URL('../../../dist/server/observe/log.js', import.meta.url).href)};
    const log = createLog('info', '${format}');
    for (let line = 0; line < 200_000; line++) log.info({ filler: 'x'.repeat(1000) }, 'request');
    process.stdout.write(String(process.memoryUsage().rss));
    setTimeout(() => process.exit(), 100);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  // Standard error is not read. Without a limit, all 200 MB of lines would be in memory.
  const [memory] = await once(child.stdout, 'data');
  expect(Number(memory)).toBeLessThan(180_000_000);
});

test('a valid request id is returned and logged, and another is replaced', async () => {
  const answered = (id: string) => raw('/livez', { 'x-request-id': id });
  expect(await answered('req-1:a.b_c')).toBe('req-1:a.b_c');
  for (const id of [
    'a b',
    'a"b',
    '{"level":60}',
    'a\tb',
    'é',
    '\u009b31m',
    '<x>',
    'x'.repeat(129),
    '',
    '../../x',
  ])
    expect(await answered(id), id).toMatch(uuid);
  const logged = expectClean().map(({ requestId }) => requestId);
  expect(logged[0]).toBe('req-1:a.b_c');
  expect(logged.slice(1).every((id) => uuid.test(id))).toBe(true);
  expect(new Set(logged).size).toBe(11);
});

describe('an unexpected database error', () => {
  test('is masked in GraphQL and REST, with 500 in REST, and its request id is in the log line with the stack', async () => {
    await plant();
    await gateway.database.execute(sql`drop table oauth_client_secrets cascade`);
    const body = { name: 'planted again', redirect_uris };
    const viaRest = await gateway.send('POST', clients, body);
    expect([viaRest.status, viaRest.body]).toEqual([
      500,
      {
        code: 50010001,
        message: 'Internal server error.',
        request_id: viaRest.headers.get('x-request-id'),
        timestamp: expect.any(String),
      },
    ]);
    const viaGraphql = await gateway.graphql(
      'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename } }',
      { input: { name: 'planted again', redirectUris: redirect_uris } },
    );
    const [error] = viaGraphql.body.errors;
    expect([viaGraphql.status, error.message, error.extensions]).toEqual([
      200,
      'Internal server error.',
      { code: 'INTERNAL_SERVER_ERROR', requestId: viaGraphql.headers.get('x-request-id') },
    ]);
    for (const { text } of [viaRest, viaGraphql])
      expect(text).not.toMatch(/oauth_client_secrets|relation|\.ts/);
    const lines = expectClean();
    for (const { headers, status } of [viaRest, viaGraphql]) {
      const found = lines.filter(({ requestId }) => requestId === headers.get('x-request-id'));
      expect(found).toMatchObject([
        {
          level: 50,
          error: {
            message: expect.stringContaining('does not exist'),
            stack: expect.stringMatching(/\n +at /),
          },
        },
        { level: 30, msg: 'request', status },
      ]);
    }
  });

  test("is logged once for each schema field, with its coordinate and without the caller's aliases", async () => {
    const { body } = await gateway.graphql(
      `mutation { a: createOAuthClient(input: { name: "one", redirectUris: ["https://a.example/"] }) { __typename }
        b: createOAuthClient(input: { name: "two", redirectUris: ["https://a.example/"] }) { __typename } }`,
    );
    expect(body.errors).toBeUndefined();
    await gateway.database.execute(sql`drop table oauth_client_secrets cascade`);
    const query = `{ planted: oauthClients { planted: nodes { planted: secrets { planted: status } } ...planted } }
      fragment planted on OAuthClientConnection { nodes { planted1: secrets { status } } }`;
    const { status, headers } = await gateway.graphql(query);
    const found = expectClean().filter(({ requestId }) => requestId === headers.get('x-request-id'));
    expect(found).toMatchObject([
      { level: 50, coordinate: 'OAuthClient.secrets', error: { stack: expect.any(String) } },
      { level: 30, status },
    ]);
    expect(found[0]).not.toHaveProperty('path');
  });

  test('that is temporary gives 503, and its line has the message of the database without the values', async () => {
    const server = await startPostgres();
    onTestFinished(server.remove);
    const url = new URL(await createDatabase(server.url));
    url.password = planted.password;
    await gateway.close();
    gateway = await openGateway('PostgreSQL', { databaseUrl: url.href });
    await plant();
    await server.stop();
    const { status, headers } = await gateway.send('POST', clients, {
      name: hostileName.split('\n')[0],
      redirect_uris,
    });
    expect(status).toBe(503);
    const found = expectClean().filter(({ requestId }) => requestId === headers.get('x-request-id'));
    expect(found).toMatchObject([
      { level: 50, error: { stack: expect.any(String) } },
      { level: 30, status: 503 },
    ]);
  });
});
