import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { context, propagation, trace } from '@opentelemetry/api';
import { afterAll, afterEach, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { errorCatalogue } from '../../../src/domain/error/error-catalogue.ts';
import { openGateway } from '../../harness/gateway.ts';
import { createDatabase } from '../../harness/postgres-server.ts';
import { killPrograms, mainProgram, runProgram, stopProgram, untilReady } from '../../harness/program.ts';

const clients = '/admin/oauth/clients';
const redirect_uris = ['https://planted-host.example.com/cb'];
const create =
  'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename ... on CreateOAuthClientPayload { issuedSecret { plaintext } } } }';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly {
    readonly key: string;
    readonly value: { readonly stringValue?: string; readonly intValue?: number };
  }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code?: number };
}

/** The values of `SpanKind.SERVER` and `SpanStatusCode.ERROR` in OTLP. */
const [server, failed] = [2, 2];

/** A collector of OTLP over HTTP, in JSON. */
async function startCollector(answer: (response: ServerResponse) => void = (response) => response.end('{}')) {
  const bodies: string[] = [];
  const listener = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(`${request.method} ${request.url} ${Buffer.concat(chunks)}`);
    response.setHeader('content-type', 'application/json');
    answer(response);
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const close = () => {
    listener.closeAllConnections();
    listener.close();
  };
  onTestFinished(close);
  return {
    endpoint: new URL(`http://127.0.0.1:${(listener.address() as AddressInfo).port}`),
    bodies,
    close,
    spans: (): Span[] =>
      bodies
        .map((body) => JSON.parse(body.replace('POST /v1/traces ', '')))
        .flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans),
  };
}

const attribute = ({ attributes }: Span, key: string) => {
  const value = attributes.find((one) => one.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
};

// The API keeps the first provider of a process, and a process has one gateway.
const forget = () => {
  for (const api of [trace, context, propagation]) api.disable();
};
beforeEach(forget);
afterEach(forget);

describe.each([
  ['GraphQL', 'POST graphql', 200],
  ['REST', 'POST createClient', 201],
] as const)('with %s', (api, name, status) => {
  test('a registration has a span for the request, the field and the store call, linked to the span of the caller', async () => {
    const collector = await startCollector();
    const gateway = await openGateway('PostgreSQL', { traceEndpoint: collector.endpoint });
    const [traceId, spanId] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
    const token = await gateway.token();
    const call = { token, headers: { traceparent: `00-${traceId}-${spanId}-01`, 'x-request-id': 'traced' } };
    const register = (clientName: string) =>
      api === 'REST'
        ? gateway.send('POST', clients, { name: clientName, redirect_uris }, call)
        : gateway.graphql(create, { input: { name: clientName, redirectUris: redirect_uris } }, call);
    const { body } = await register('planted');
    const secret = body.data.client_secret ?? body.data.createOAuthClient.issuedSecret.plaintext;
    await register('');
    await gateway.close();
    const spans = collector.spans();
    const [done, refused] = spans.filter(({ kind }) => kind === server);
    if (!done || !refused) throw new Error('There are not two spans of requests.');
    expect(done).toMatchObject({ name, links: [{ traceId, spanId }] });
    expect([done.parentSpanId, done.traceId === traceId]).toEqual([undefined, false]);
    const keys = ['http.request.method', 'http.route', 'http.response.status_code', 'clientele.request_id'];
    expect(keys.map((key) => attribute(done, key))).toEqual(['POST', name.split(' ')[1], status, 'traced']);
    const childrenOf = (span: Span | undefined) =>
      spans.filter(({ parentSpanId }) => span && parentSpanId === span.spanId);
    const [field, ...others] = childrenOf(done);
    expect([field?.name, others]).toEqual(['createOAuthClient', []]);
    expect(childrenOf(field).map((span) => span.name)).toContain('createClient');
    const refusedField = childrenOf(refused).find((span) => span.name === 'createOAuthClient');
    expect(refusedField && attribute(refusedField, 'error.type')).toBe('INVALID_CLIENT_METADATA');
    expect(refusedField?.status.code).toBe(failed);
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([done.traceId, refused.traceId]));
    const types = spans.map((span) => attribute(span, 'error.type')).filter((type) => type !== undefined);
    expect(types.filter((type) => !(String(type) in errorCatalogue))).toEqual([]);
    for (const text of [secret, token, 'planted', ...redirect_uris])
      expect(collector.bodies.join('')).not.toContain(text);
    expect(collector.bodies.join('')).toContain('"clientele"');
  });
});

test('a request without a route or a token has a span with its route and status, and not its path', async () => {
  const collector = await startCollector();
  const gateway = await openGateway('PostgreSQL', { traceEndpoint: collector.endpoint });
  await gateway.send('GET', '/planted?planted=1');
  // An X-Request-Id of another form is replaced.
  const headers = { 'x-request-id': 'planted text' };
  await gateway.send('GET', `${clients}/planted`, undefined, { token: null, headers });
  await gateway.close();
  const told = collector
    .spans()
    .map((span) => [attribute(span, 'http.route'), attribute(span, 'http.response.status_code')]);
  expect(told).toEqual([
    ['none', 404],
    ['findClient', 401],
  ]);
  expect(collector.bodies.join('')).not.toContain('planted');
});

test.each([
  ['a sampling flag of 00', { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00' }, 1],
  ['an invalid traceparent', { traceparent: '00-planted-planted-01' }, 0],
  ['no traceparent', {}, 0],
])('a request with %s is traced, and its tracestate and baggage are not sent', async (_, given, links) => {
  const collector = await startCollector();
  const gateway = await openGateway('PostgreSQL', { traceEndpoint: collector.endpoint });
  const headers = { ...given, tracestate: 'vendor=planted', baggage: 'planted=planted' };
  await gateway.send('GET', clients, undefined, { token: null, headers });
  await gateway.close();
  const [span] = collector.spans();
  expect([attribute(span as Span, 'http.route'), span?.links?.length ?? 0]).toEqual(['listClients', links]);
  expect(collector.bodies.join('')).not.toMatch(/planted|vendor/);
});

test.each([
  ['is down', undefined],
  ['hangs', () => {}],
  ['refuses', (response: ServerResponse) => response.writeHead(500).end()],
] as readonly [string, ((response: ServerResponse) => void) | undefined][])(
  'a collector that %s does not slow down or fail requests or the stop',
  async (_, answer) => {
    const collector = await startCollector(answer);
    if (answer === undefined) collector.close();
    const gateway = await openGateway('PostgreSQL', {
      traceEndpoint: collector.endpoint,
      shutdownSeconds: 3,
    });
    for (let call = 0; call < 20; call++) {
      const begin = performance.now();
      expect((await gateway.send('POST', clients, { name: `Mine ${call}`, redirect_uris })).status).toBe(201);
      expect(performance.now() - begin).toBeLessThan(2000);
    }
    const begin = performance.now();
    await gateway.close();
    expect(performance.now() - begin, 'milliseconds to stop').toBeLessThan(2000);
    expect(gateway.logLines.join('')).toContain('trace spans not exported');
  },
);

/** A Node option with which a program prints, at its end, the CommonJS modules that it loaded. */
const listing = `--import data:text/javascript,${encodeURIComponent(`
  import { createRequire } from 'node:module';
  const { cache } = createRequire('file:///');
  process.on('exit', () => process.stdout.write(Object.keys(cache).join()));
`)}`;
afterAll(killPrograms);

test('without an endpoint nothing is sent, and the tracing packages are not loaded', async () => {
  const collector = await startCollector();
  const gateway = await openGateway('PostgreSQL');
  expect((await gateway.send('POST', clients, { name: 'Mine', redirect_uris })).status).toBe(201);
  await delay(50);
  await gateway.close();
  expect(collector.bodies).toEqual([]);
  const DATABASE_URL = await createDatabase(inject('postgresUrl'), inject('migratedDatabaseUrl'));
  const loaded = async (environment: Record<string, string>) => {
    const variables = { DATABASE_URL, DATA_DIR: 'memory://', LOG_LEVEL: 'fatal', NODE_OPTIONS: listing };
    const program = runProgram(mainProgram, { ...variables, ...environment });
    await untilReady(program);
    expect([await stopProgram(program), program.output.stderr]).toEqual([0, '']);
    return program.output.stdout;
  };
  const sdk = 'node_modules/@opentelemetry/sdk-trace-node';
  expect(await loaded({})).not.toContain(sdk);
  expect(await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint.href })).toContain(sdk);
});
