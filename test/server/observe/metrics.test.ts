import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorCatalogue } from '../../../src/domain/error/error-catalogue.ts';
import { routes } from '../../../src/rest/route-table.ts';
import { type DatabaseKind, databases, openGateway, type TestGateway } from '../../harness/gateway.ts';
import { allOperations } from '../../harness/operations.ts';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (NaN|[+-]Inf|[-+]?[\d.]+(?:e[-+]?\d+)?)$/i;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"(?:,|$)/g;

/**
 * Parses the Prometheus text format 0.0.4.
 * @throws if a line is neither a comment nor a sample.
 */
function parse(text: string): Sample[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .filter((one) => one !== '' && !/^# (HELP|TYPE) \w+ /.test(one))
    .map((one) => {
      const [, name = '', labels = '', value = ''] = line.exec(one) ?? [];
      if (name === '' || labels.replace(label, '') !== '') throw new Error(`No sample: ${one}`);
      const pairs = [...labels.matchAll(label)].map(([, key, text]) => [key, text]);
      return { name, labels: Object.fromEntries(pairs), value: Number(value.replace('Inf', 'Infinity')) };
    });
}

async function scrape(gateway: TestGateway): Promise<{ text: string; samples: Sample[] }> {
  const response = await fetch(`${gateway.url}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  return { text, samples: parse(text) };
}

function sampled(
  samples: readonly Sample[],
  name: string,
  labels: Sample['labels'] = {},
): number | undefined {
  const isIt = (sample: Sample) => Object.entries(labels).every(([key, text]) => sample.labels[key] === text);
  return samples.find((sample) => sample.name === name && isIt(sample))?.value;
}

const redirectUris = ['https://app.example.com/cb'];
const create =
  'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename ... on CreateOAuthClientPayload { client { clientId } issuedSecret { plaintext } } } }';
const clients = '/admin/oauth/clients';

const gateways = {} as Record<DatabaseKind, TestGateway>;
beforeAll(async () => {
  for (const kind of databases) gateways[kind] = await openGateway(kind);
});
afterAll(() => Promise.all(Object.values(gateways).map((gateway) => gateway.close())));

describe.each(databases)('the metrics of a gateway on %s', (kind) => {
  test('count GraphQL and REST by operation and outcome, and include requests, statements, queues, connections and the event loop', async () => {
    const gateway = gateways[kind];
    const reader = { token: await gateway.token({ role: 'readonly' }) };
    const body = (name: string) => ({ name, redirect_uris: redirectUris });
    const created = await gateway.send('POST', clients, body('Mine'));
    await gateway.graphql(create, { input: { name: 'Ours', redirectUris } });
    await gateway.send('POST', clients, { name: '', redirect_uris: [] });
    await gateway.graphql(create, { input: { name: '', redirectUris: [] } });
    await gateway.send('POST', clients, body('Theirs'), reader);
    await gateway.graphql(create, { input: { name: 'Theirs', redirectUris } }, reader);
    await gateway.send('GET', `${clients}/${created.body.data.client_id}`);
    await gateway.send('GET', `${clients}/app-${'0'.repeat(26)}`);
    const { samples } = await scrape(gateway);
    const operations = (operation: string, outcome: string) =>
      sampled(samples, 'clientele_operation_duration_seconds_count', { operation, outcome });
    expect(
      ['ok', 'INVALID_CLIENT_METADATA', 'FORBIDDEN'].map((outcome) =>
        operations('createOAuthClient', outcome),
      ),
    ).toEqual([2, 2, 2]);
    expect(operations('oauthClient', 'ok')).toBe(2);
    const requests = (route: string, status: number) =>
      sampled(samples, 'clientele_http_request_duration_seconds_count', { route, status: `${status}` });
    expect([
      requests('createClient', 201),
      requests('createClient', 400),
      requests('createClient', 403),
      requests('findClient', 200),
      requests('findClient', 404),
      requests('graphql', 200),
    ]).toEqual([1, 1, 1, 1, 1, 3]);
    const statement = kind === 'PostgreSQL' ? 'create_clients' : 'find_clients_by_client_id';
    expect(sampled(samples, 'clientele_statement_batch_size_count', { statement })).toBeGreaterThan(0);
    expect(sampled(samples, 'clientele_statement_queue_depth', { statement })).toBe(0);
    const call = { call: 'createClient' };
    expect(sampled(samples, 'clientele_database_call_duration_seconds_count', call)).toBe(2);
    expect(sampled(samples, 'clientele_database_calls_under_way', call)).toBe(0);
    expect(sampled(samples, 'clientele_http_connections')).toBeGreaterThan(0);
    expect(sampled(samples, 'clientele_internal_errors_total')).toBe(0);
    expect(sampled(samples, 'nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
    expect(new Set(samples.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`)).size).toBe(
      samples.length,
    );
  });
});

const hostile = () => `x"\\\n{}=,${randomBytes(6).toString('hex')}é`;
const word = () => `w${randomBytes(6).toString('hex')}`;
const operationNames = (await allOperations()).map(([, { name }]) => name);
const allowed: Readonly<Record<string, (value: string) => boolean>> = {
  route: (value) =>
    [
      ...['none', 'graphql', 'console', 'graphiql', '/livez', '/readyz', '/metrics'],
      ...Object.keys(routes),
    ].includes(value),
  status: (value) => /^[2-5]\d\d$/.test(value),
  operation: (value) => operationNames.includes(value),
  outcome: (value) => value === 'ok' || value in errorCatalogue,
  call: (value) => /^(reads\.)?[a-zA-Z.]{3,30}$/.test(value),
  statement: (value) => /^[a-z_]{3,30}$/.test(value),
};

/** With its exact bytes, which `fetch` would change. */
async function raw(gateway: TestGateway, method: string, path: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(gateway.url);
  const sent = request({ hostname, port, method, path, headers, agent: false }).end();
  const [response] = await once(sent, 'response');
  response.resume();
  await once(response, 'close');
}

test('the number of series does not grow with hostile requests, and no label has a name or secret of a caller', async () => {
  const gateway = gateways.PostgreSQL;
  const marks: string[] = [];
  const mark = (text: string) => {
    marks.push(text);
    return text;
  };
  const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'HEAD', 'OPTIONS', 'TRACE'];
  const pick = <Item>(items: readonly Item[]) => items[randomInt(items.length)] as Item;
  const attacks: readonly (() => Promise<unknown>)[] = [
    () => raw(gateway, pick(methods), `/${mark(word())}`, {}),
    () => raw(gateway, pick(methods), `/${encodeURIComponent(mark(hostile()))}/${word()}`, {}),
    () => raw(gateway, pick(methods), `http://${mark(word())}.example/livez`, { 'x-tenant-id': word() }),
    () =>
      raw(gateway, pick(methods), `/graphql?query={${mark(word())}}`, { authorization: `Bearer ${word()}` }),
    () => gateway.send(pick(['GET', 'PUT', 'DELETE']), `${clients}/${mark(word())}`, undefined),
    () =>
      gateway.send('GET', `/api/v1${clients}/${mark(word())}/secrets`, undefined, {
        headers: { 'x-request-id': mark(word()) },
      }),
    () => gateway.graphql(`query ${mark(word())} { ${mark(word())}: __typename }`),
    () => gateway.graphql(`{ ${mark(word())}: oauthClient(clientId: "${mark(word())}") { name } }`),
    () => gateway.graphql(`{ ${mark(word())} }`),
    () => gateway.graphql(create, { input: { name: mark(hostile()), redirectUris } }),
    () => gateway.send('POST', clients, { name: mark(hostile()), redirect_uris: [mark(word())] }),
    async () =>
      gateway.send('GET', clients, undefined, {
        token: await gateway.token({ tenant: mark(word()), sub: mark(word()), role: word() }),
        headers: {
          'x-tenant-id': mark(word()),
          'user-agent': mark(word()),
          origin: `https://${word()}.example`,
        },
      }),
    async () => {
      const { body } = await gateway.send('POST', clients, {
        name: mark(word()),
        redirect_uris: redirectUris,
      });
      mark(body.data.client_secret);
      mark(body.data.client_id);
    },
  ];
  const round = async (count: number) => {
    for (let turn = 0; turn < count; turn++) await Promise.all(attacks.map((attack) => attack()));
  };
  await round(10);
  const seriesOf = ({ samples }: { samples: Sample[] }) =>
    samples.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`);
  const before = seriesOf(await scrape(gateway));
  await round(25);
  const after = await scrape(gateway);
  const foreign = after.samples
    .filter(({ name }) => name.startsWith('clientele_'))
    .flatMap(({ name, labels }) =>
      Object.entries(labels)
        .filter(([key, value]) => key !== 'le' && !allowed[key]?.(value))
        .map((pair) => `${name}: ${pair.join('=')}`),
    );
  expect(foreign).toEqual([]);
  // A new pair of route and status is within the lists, and there are few of them.
  const own = (series: readonly string[]) => series.filter((one) => one.startsWith('clientele_')).length;
  expect(own(seriesOf(after)) - own(before)).toBeLessThan(200);
  expect(marks.length).toBeGreaterThan(500);
  expect(marks.filter((text) => after.text.includes(text))).toEqual([]);
});
