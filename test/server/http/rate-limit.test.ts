import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Config } from '../../../src/config.ts';
import type { Actor } from '../../../src/domain/actor.ts';
import { limitRates } from '../../../src/server/http/rate-limit.ts';
import type { RunningGateway } from '../../../src/server/start.ts';
import { startUpMessage } from '../../../src/server/start-up-message.ts';
import { type Answer, openGateway, type TestGateway } from '../../harness/gateway.ts';

const clients = '/admin/oauth/clients';
const registration = { name: 'Mine', redirect_uris: ['https://a.example/'] };
const much = 100_000;

afterEach(() => {
  vi.useRealTimers();
});

async function withLimits(rateLimit: Config['rateLimit'], more: Partial<Config> = {}): Promise<TestGateway> {
  const gateway = await openGateway('PostgreSQL', { rateLimit, ...more });
  onTestFinished(gateway.close);
  return gateway;
}

/** A request that costs one point: a search that takes long on a busy machine costs more. */
const read = (gateway: TestGateway, token: string | null, forwarded?: string): Promise<Answer> =>
  gateway.graphql(
    '{ registrationProfiles { __typename } }',
    {},
    { token, ...(forwarded === undefined ? {} : { headers: { 'x-forwarded-for': forwarded } }) },
  );

/** The statuses of this many consecutive requests. */
async function statuses(count: number, ask: () => Promise<{ readonly status: number }>): Promise<number[]> {
  const all = [];
  for (let index = 0; index < count; index += 1) all.push((await ask()).status);
  return all;
}

describe('a caller over its limit', () => {
  test('gets 429 with Retry-After from GraphQL and REST, and nothing is executed', async () => {
    const gateway = await withLimits({ actor: 3, address: much });
    const token = await gateway.token();
    expect(await statuses(3, () => read(gateway, token))).toEqual([200, 200, 200]);
    const before = await gateway.written();
    const rest = await gateway.send('POST', clients, registration, { token });
    const document =
      'mutation { createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename } }';
    const graphql = await gateway.graphql(document, {}, { token });
    for (const { status, headers } of [rest, graphql]) {
      expect([status, headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^([1-9]|10)$/)]);
    }
    expect(rest.body).toMatchObject({ code: 42910001, request_id: rest.headers.get('x-request-id') });
    expect(graphql.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect(graphql.body).not.toHaveProperty('data');
    expect(await gateway.written()).toEqual(before);
  });

  test('does not affect another actor or an actor with the same name in another tenant', async () => {
    const gateway = await withLimits({ actor: 2, address: much });
    const alice = await gateway.token();
    expect(await statuses(3, () => read(gateway, alice))).toEqual([200, 200, 429]);
    for (const claims of [{ sub: 'bob' }, { tenant: 'rival' }]) {
      const token = await gateway.token(claims);
      expect(await statuses(3, () => read(gateway, token))).toEqual([200, 200, 429]);
    }
  });

  test('is served again after ten seconds', async () => {
    const gateway = await withLimits({ actor: 2, address: 5 });
    const token = await gateway.token();
    expect(await statuses(3, () => read(gateway, token))).toEqual([200, 200, 429]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5000 });
    expect(await statuses(1, () => read(gateway, token))).toEqual([429]);
    vi.setSystemTime(Date.now() + 5100);
    expect(await statuses(3, () => read(gateway, token))).toEqual([200, 200, 429]);
  });

  test('pays for every mutation of a document, and none is executed if they exceed the limit', async () => {
    const gateway = await withLimits({ actor: 5, address: much });
    const token = await gateway.token();
    const create =
      'createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename }';
    const document = (count: number) =>
      `mutation { ${Array.from({ length: count }, (_, index) => `a${index}: ${create}`).join(' ')} }`;
    const refused = await gateway.graphql(document(6), {}, { token });
    expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
    expect((await gateway.written()).clients).toEqual([]);
    const bob = await gateway.token({ sub: 'bob' });
    expect((await gateway.graphql(document(5), {}, { token: bob })).status).toBe(200);
    expect((await gateway.written()).clients).toHaveLength(5);
    expect((await read(gateway, bob)).status).toBe(429);
  });
});

test.each([
  'validateOAuthClient(input: { name: "x", redirectUris: [] }) { valid }',
  'validateOAuthClientUpdate(input: { clientId: "x" }) { valid }',
])('an actor pays for every dry run in a document: %s', async (check) => {
  const gateway = await withLimits({ actor: 5, address: much });
  const token = await gateway.token();
  const document = (count: number) =>
    `{ ...f } fragment f on Query { ${Array.from({ length: count }, (_, index) => `a${index}: ${check}`).join(' ')} }`;
  expect((await gateway.graphql(document(4), {}, { token })).status).toBe(200);
  expect((await gateway.graphql(document(2), {}, { token })).status).toBe(429);
});

describe('an address over its limit', () => {
  test('is refused before authentication, even with a valid token, by GraphQL and REST', async () => {
    const gateway = await withLimits({ actor: much, address: 4 });
    const bad = ['x.y.z', null, await gateway.token({ ttl: -60 }), await gateway.token({ tenant: '' })];
    const answers = [];
    for (const token of bad) answers.push((await read(gateway, token)).status);
    expect(answers).toEqual([401, 401, 401, 403]);
    const rest = await gateway.send('GET', clients);
    const graphql = await gateway.graphql('{ __typename }');
    const unknown = await gateway.send('GET', '/nothing', undefined, { token: null });
    const metrics = await fetch(`${gateway.url}/metrics`);
    expect([rest, graphql, unknown, metrics].map(({ status }) => status)).toEqual([429, 429, 429, 429]);
    expect(rest.body.code).toBe(42910001);
    expect(graphql.body.errors[0].extensions.code).toBe('RATE_LIMITED');
  });

  test('does not use up the limit of an actor with invalid tokens in its name', async () => {
    const gateway = await withLimits({ actor: 2, address: much });
    const expired = await gateway.token({ ttl: -60 });
    const token = await gateway.token();
    const forged = `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(86)}`;
    expect(await statuses(5, () => read(gateway, expired))).toEqual([401, 401, 401, 401, 401]);
    expect(await statuses(5, () => read(gateway, forged))).toEqual([401, 401, 401, 401, 401]);
    expect(await statuses(3, () => read(gateway, token))).toEqual([200, 200, 429]);
  });

  test('does not affect other addresses behind the same proxy; a /64 of IPv6 counts as one address', async () => {
    const gateway = await withLimits({ actor: much, address: 2 }, { trustedProxies: ['loopback'] });
    const token = await gateway.token();
    const from = (address: string) => () => read(gateway, token, address);
    expect(await statuses(3, from('203.0.113.1'))).toEqual([200, 200, 429]);
    expect(await statuses(3, from('203.0.113.2'))).toEqual([200, 200, 429]);
    expect(await statuses(1, from('203.0.113.2, 203.0.113.3'))).toEqual([200]);
    expect(await statuses(1, from('203.0.113.4, 203.0.113.1'))).toEqual([429]);
    expect(await statuses(1, from('2001:db8:1:2::1'))).toEqual([200]);
    expect(await statuses(2, from('2001:db8:1:2:ffff::9'))).toEqual([200, 429]);
    expect(await statuses(1, from('2001:db8:1:3::1'))).toEqual([200]);
  });

  test('cannot avoid the limit with X-Forwarded-For if no proxy is trusted', async () => {
    const gateway = await withLimits({ actor: much, address: 2 });
    const token = await gateway.token();
    let last = 0;
    const ask = () => read(gateway, token, `203.0.113.${++last}`);
    expect(await statuses(4, ask)).toEqual([200, 200, 429, 429]);
  });

  test('can still read the health endpoints', async () => {
    const gateway = await withLimits({ actor: 1, address: 1 });
    for (const path of ['/livez', '/readyz']) {
      expect(await statuses(20, () => fetch(gateway.url + path))).toEqual(Array(20).fill(200));
    }
    expect(await statuses(2, () => fetch(`${gateway.url}/metrics`))).toEqual([200, 429]);
    expect(await statuses(2, () => fetch(`${gateway.url}/livez`))).toEqual([200, 200]);
  });
});

describe('with RATE_LIMIT=off', () => {
  test('a caller can send more requests than any default limit', async () => {
    const gateway = await withLimits(undefined);
    const token = await gateway.token();
    for (let round = 0; round < 12; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => gateway.graphql('{ __typename }', {}, { token })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    }
  });

  test.each([
    ['the start-up message says that limits are off', undefined, true],
    ['the start-up message does not mention limits that are on', { actor: 1, address: 1 }, false],
  ])('%s', async (_, rateLimit, isSaid) => {
    const gateway = {
      url: 'http://127.0.0.1:1',
      database: { description: 'x' },
      developmentIssuer: undefined,
    };
    const text = await startUpMessage(gateway as RunningGateway, { rateLimit } as Config, undefined);
    expect(text.includes('RATE_LIMIT=off')).toBe(isSaid);
  });
});

describe('while there are more callers than counters', () => {
  const open = { isConcurrent: false, query: async () => ({ rows: [] }) };
  const limitTen = () => limitRates({ actor: 2, address: 2 }, open as never, () => {}, 10);
  const isTaken = (asked: Promise<void>) =>
    asked.then(
      () => true,
      () => false,
    );

  test('no number of networks resets the counter of a caller or of its network', async () => {
    const limiter = limitTen();
    const ask = (address: string) => isTaken(limiter.address(address));
    const used = ['192.0.2.1', '2001:db8:0:1::1'];
    for (const address of used) expect([await ask(address), await ask(address)]).toEqual([true, true]);
    for (let network = 2; network < 200; network++) await ask(`2001:db8:0:${network.toString(16)}::1`);
    for (const address of used) expect(await ask(address)).toBe(false);
    const fresh = Array.from({ length: 50 }, (_, network) => ask(`2001:db8:1:${network.toString(16)}::1`));
    expect(new Set(await Promise.all(fresh)), 'new networks of the /32').toEqual(new Set([false]));
    expect(await ask('198.51.100.1'), 'a network elsewhere').toBe(true);
  });

  test('no number of actors resets the counter of another, and other tenants are not affected', async () => {
    const limiter = limitTen();
    const ask = (id: string, homeTenantId = 'acme') => isTaken(limiter.actor({ id, homeTenantId } as Actor));
    expect([await ask('alice'), await ask('alice')]).toEqual([true, true]);
    for (let other = 0; other < 200; other++) await ask(`actor-${other}`);
    expect(await ask('alice')).toBe(false);
    expect(await ask('bob')).toBe(false);
    expect(await ask('bob', 'rival')).toBe(true);
  });
});
