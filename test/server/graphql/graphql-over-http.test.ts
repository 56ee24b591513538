import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

async function fetchWithToken(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${await gateway.token()}`);
  return fetch(url, { ...init, headers });
}

const audits = serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn: fetchWithToken });

test('the suite has 61 audits', () => {
  expect(audits).toHaveLength(61);
  const strengths = new Set(audits.map(({ name }) => name.split(' ', 1)[0]));
  expect([...strengths].sort()).toEqual(['MAY', 'MUST', 'SHOULD']);
});

// Optional audits (SHOULD, MAY) pass too, so that a change is noticed.
describe('the gateway passes the audit of GraphQL over HTTP:', () => {
  test.each(audits.map(({ id, name, fn }) => ({ id, name, fn })))('$name ($id)', async ({ fn }) => {
    const result = await fn();
    expect(result.status, result.status === 'ok' ? '' : result.reason).toBe('ok');
  });
});
