import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import type { RateLimit } from '../../src/config.ts';
import { limitRates } from '../../src/server/http/rate-limit.ts';
import type { RequestError } from '../../src/server/http/request/request-error.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { createDatabase } from '../harness/postgres-server.ts';

const much = 100_000;
const tenSeconds = 10_000;

/** A request that costs one point: a search that takes long on a busy machine costs more. */
const read = (gateway: TestGateway, token: string) =>
  gateway.graphql('{ registrationProfiles { __typename } }', {}, { token });

/** The windows of shared limits start at multiples of their length; a test must fit into one of them. */
async function untilWindowHas(milliseconds: number): Promise<void> {
  const left = tenSeconds - (Date.now() % tenSeconds);
  if (left < milliseconds) await new Promise((done) => setTimeout(done, left + 50));
}

describe('two instances on one database', () => {
  async function openPair(rateLimit: RateLimit): Promise<[TestGateway, TestGateway]> {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'clientele-rates-'));
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    const config = { rateLimit, databaseUrl, dataDirectory };
    const one = await openGateway('PostgreSQL', config);
    const two = await openGateway('PostgreSQL', config);
    onTestFinished(async () => {
      await Promise.all([one.close(), two.close()]);
      await rm(dataDirectory, { recursive: true });
    });
    return [one, two];
  }

  test('refuse a request within a second after the limit was used up at the other', async () => {
    const [one, two] = await openPair({ actor: 20, address: much });
    const token = await one.token();
    await untilWindowHas(4000);
    for (let index = 0; index < 20; index += 1) expect((await read(one, token)).status).toBe(200);
    const taken: number[] = [];
    const ask = async () => {
      taken.push((await read(two, token)).status);
      return taken.at(-1);
    };
    await expect.poll(ask, { interval: 50, timeout: 2000 }).toBe(429);
    expect(taken.length).toBeLessThanOrEqual(20);
    expect((await read(two, await two.token({ sub: 'bob' }))).status).toBe(200);
  });

  test('together accept little more than the limit of one', async () => {
    const limit = 100;
    const [one, two] = await openPair({ actor: limit, address: much });
    const token = await one.token();
    await untilWindowHas(7000);
    let accepted = 0;
    const end = Date.now() + 4000;
    const call = async (gateway: TestGateway) => {
      for (; Date.now() < end; await new Promise((done) => setTimeout(done, 30))) {
        if ((await read(gateway, token)).status === 200) accepted += 1;
      }
    };
    await Promise.all([call(one), call(two)]);
    expect(accepted).toBeGreaterThanOrEqual(limit * 0.9);
    expect(accepted).toBeLessThanOrEqual(limit * 1.4);
  });
});

describe('shared limits', () => {
  type Query = Parameters<typeof limitRates>[1]['query'];

  function openShared(rateLimit: RateLimit, query: Query) {
    const failures: unknown[] = [];
    const limiter = limitRates(rateLimit, { query, isConcurrent: true }, (error) => failures.push(error));
    onTestFinished(limiter.stop);
    return { limiter, failures };
  }

  const isTaken = (asked: Promise<void>) =>
    asked.then(
      () => true,
      ({ code }: RequestError) => {
        expect(code).toBe('RATE_LIMITED');
        return false;
      },
    );

  test('apply per instance while the database fails, and the operator is told', async () => {
    const { limiter, failures } = openShared({ actor: 5, address: 5 }, async () => {
      throw new Error('The database is gone.');
    });
    const taken = [];
    for (let index = 0; index < 3; index += 1) taken.push(await isTaken(limiter.address('203.0.113.1')));
    await expect.poll(() => failures.length, { timeout: 3000 }).toBeGreaterThan(0);
    for (let index = 0; index < 3; index += 1) taken.push(await isTaken(limiter.address('203.0.113.1')));
    expect(taken).toEqual([true, true, true, true, true, false]);
    expect(String(failures[0])).toContain('The database is gone.');
  });

  test('do not delay callers while the database hangs', async () => {
    const { limiter } = openShared({ actor: 5, address: 5 }, () => new Promise(() => {}));
    for (let index = 0; index < 5; index += 1) {
      expect(await isTaken(limiter.address('203.0.113.1'))).toBe(true);
      await new Promise((done) => setTimeout(done, 100));
    }
    expect(await isTaken(limiter.address('203.0.113.1'))).toBe(false);
  });

  test('cause no statements for a flood from ever new addresses', async () => {
    let statements = 0;
    const { limiter } = openShared({ actor: 500, address: 2000 }, async () => {
      statements += 1;
      return { rows: [], rowCount: 0 };
    });
    for (let index = 0; index < 20_000; index += 1)
      await limiter.address(`2001:db8:${index.toString(16)}::1`);
    await new Promise((done) => setTimeout(done, 700));
    expect(statements).toBe(0);
  });
});
