import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AccessError } from '../../src/access/access-error.ts';
import { createAuthenticate } from '../../src/access/token-verifier.ts';
import { type TrustedKeys, trustedKeys } from '../../src/access/trusted-key.ts';
import type { Actor } from '../../src/domain/actor.ts';

const issuer = 'https://issuer.example';
const audience = 'clientele';
const start = Date.UTC(2030, 0, 1);
const seconds = 1000;
const minutes = 60 * seconds;

interface Signer {
  readonly publicJwk: JWK;
  /** A new token each time, valid for a day from `start`. */
  readonly sign: () => Promise<string>;
}

let tokens = 0;

async function makeSigner(kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    publicJwk: { ...(await exportJWK(publicKey)), kid },
    sign: () =>
      new SignJWT({ sub: 'someone', tenant_id: 'acme', role: 'admin', jti: `${++tokens}` })
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime(start / 1000 + 86_400)
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(privateKey),
  };
}

const [one, two, stranger] = (await Promise.all(['one', 'two', 'stranger'].map(makeSigner))) as [
  Signer,
  Signer,
  Signer,
];

const unauthenticated = { name: 'AccessError', code: 'UNAUTHENTICATED' };
const someone = { id: 'someone', tenantId: 'acme' };

let server: Server | undefined;
beforeEach(() => {
  // The freshness of a key set is measured with the clock of the process.
  vi.useFakeTimers({ toFake: ['Date'], now: start });
});
afterEach(async () => {
  vi.useRealTimers();
  const open = server;
  server = undefined;
  if (open) await close(open);
});

function close(open: Server): Promise<void> {
  open.closeAllConnections();
  return new Promise((closed) => {
    open.close(() => closed());
  });
}

function pass(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

/** A server with a key set, a verifier that trusts the set, and counters of what both did. */
async function openKeySet(...signers: Signer[]) {
  const setOf = (holders: readonly Signer[]) =>
    JSON.stringify({ keys: holders.map(({ publicJwk }) => publicJwk) });
  let answer: RequestListener;
  let fetches = 0;
  const publish = (...holders: Signer[]) => {
    const set = setOf(holders);
    answer = (_, response) => response.end(set);
  };
  publish(...signers);
  const listening = createServer((request, response) => {
    fetches += 1;
    answer(request, response);
  });
  server = listening;
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  const { port } = listening.address() as AddressInfo;
  const source = { kind: 'url', url: new URL(`http://127.0.0.1:${port}/jwks`) } as const;
  const keys = trustedKeys(source, undefined, {
    milliseconds: 1000,
    bytes: 10_000,
    retryMilliseconds: 1000,
  });
  let verifications = 0;
  let hold: (() => Promise<void>) | undefined;
  const find: TrustedKeys['find'] = async (header, token) => {
    verifications += 1;
    const wait = hold;
    hold = undefined;
    const key = await keys.find(header, token);
    await wait?.();
    return key;
  };
  const authenticate = createAuthenticate(
    { issuer, audience, tokenType: undefined },
    { ...keys, find },
    () => new Date(),
  );
  return {
    keys,
    call: (token: string) => authenticate({ authorization: `Bearer ${token}`, tenantId: undefined }),
    /** Responds with these keys from now on. */
    publish,
    answerWith: (listener: RequestListener) => {
      answer = listener;
    },
    /** Starts a call that stops after it has read its key, until it is resumed. */
    beginCall: async (token: string) => {
      let resume = () => {};
      const resumed = new Promise<void>((done) => {
        resume = done;
      });
      let result: Promise<Actor> | undefined;
      await new Promise<void>((stopped) => {
        hold = () => {
          stopped();
          return resumed;
        };
        result = authenticate({ authorization: `Bearer ${token}`, tenantId: undefined });
      });
      return () => {
        resume();
        return result;
      };
    },
    fetches: () => fetches,
    /** Tokens for which a key was looked up. */
    verifications: () => verifications,
    down: () => close(listening),
  };
}

/** A token that is already remembered and was used. */
async function remembered({ call, verifications }: Awaited<ReturnType<typeof openKeySet>>, signer = one) {
  const token = await signer.sign();
  await call(token);
  await call(token);
  const before = verifications();
  await expect(call(token)).resolves.toMatchObject(someone);
  expect(verifications(), 'verifications of a token that is remembered').toBe(before);
  return token;
}

describe('a key set behind a URL', () => {
  test('is fetched once in ten minutes, for concurrent and for later calls', async () => {
    const { call, fetches } = await openKeySet(one);
    const tokens = await Promise.all(Array.from({ length: 20 }, one.sign));
    await Promise.all(tokens.map(call));
    for (const token of tokens) await call(token);
    pass(10 * minutes - 1);
    await Promise.all(tokens.map(call));
    expect(fetches()).toBe(1);
    pass(1);
    await Promise.all(tokens.map(call));
    expect(fetches()).toBe(2);
  });

  test('is not fetched for a request without a token or with a token that cannot be valid', async () => {
    const { call, fetches } = await openKeySet(one);
    for (const token of ['', 'x', 'a.b.c']) await expect(call(token)).rejects.toMatchObject(unauthenticated);
    expect(fetches()).toBe(0);
  });

  test('has a new version after each fetch, even if its content is the same', async () => {
    const { keys, call } = await openKeySet(one);
    const versions = new Set([keys.version()]);
    await call(await one.sign());
    for (let fetch = 0; fetch < 3; fetch++) {
      versions.add(keys.version());
      await keys.refresh();
      versions.add(keys.version());
      pass(10 * minutes);
      await keys.refresh();
    }
    versions.add(keys.version());
    expect(versions.size).toBe(5);
  });
});

test('a key set in a file never expires', async () => {
  const keys = trustedKeys({ kind: 'file', jwks: { keys: [one.publicJwk] } }, undefined);
  const version = keys.version();
  pass(24 * 60 * minutes);
  await keys.refresh();
  expect(keys.version()).toBe(version);
});

describe('a remembered token', () => {
  test('is verified once more after the set was fetched again', async () => {
    const set = await openKeySet(one);
    const token = await remembered(set);
    const before = set.verifications();
    pass(10 * minutes);
    for (let call = 0; call < 3; call++) await expect(set.call(token)).resolves.toMatchObject(someone);
    expect([set.fetches(), set.verifications() - before]).toEqual([2, 1]);
  });

  test('is refused within ten minutes after its key was removed from the set', async () => {
    const set = await openKeySet(one, two);
    const [token, other] = [await remembered(set), await remembered(set, two)];
    set.publish(two);
    pass(10 * minutes - 1);
    await expect(set.call(token), 'while the set is fresh').resolves.toMatchObject(someone);
    pass(1);
    for (let call = 0; call < 3; call++) {
      await expect(set.call(token), 'after ten minutes').rejects.toMatchObject(unauthenticated);
      await expect(set.call(other), 'of the key that stayed').resolves.toMatchObject(someone);
    }
    expect(set.fetches()).toBe(2);
  });

  test('is refused once its key was replaced by another with the same kid', async () => {
    const set = await openKeySet(one);
    const token = await remembered(set);
    const successor = await makeSigner('one');
    set.publish(successor);
    pass(10 * minutes);
    await expect(set.call(token)).rejects.toMatchObject(unauthenticated);
    await expect(set.call(await successor.sign())).resolves.toMatchObject(someone);
  });

  test('is refused as soon as a token with an unknown key causes a new fetch, at the earliest 30 s after the last one', async () => {
    const set = await openKeySet(one);
    const token = await remembered(set);
    set.publish(two);
    pass(30 * seconds - 1);
    await expect(set.call(await two.sign()), 'the new key, before 30 s').rejects.toMatchObject(
      unauthenticated,
    );
    await expect(set.call(token), 'the old key, before 30 s').resolves.toMatchObject(someone);
    expect(set.fetches()).toBe(1);
    pass(1);
    await expect(set.call(await two.sign()), 'the new key, after 30 s').resolves.toMatchObject(someone);
    await expect(set.call(token), 'the old key, after 30 s').rejects.toMatchObject(unauthenticated);
    await expect(set.call(token), 'the old key, once more').rejects.toMatchObject(unauthenticated);
    expect(set.fetches()).toBe(2);
  });

  test('is still accepted if its key is in the set that was fetched for an unknown key', async () => {
    const set = await openKeySet(one);
    const token = await remembered(set);
    pass(30 * seconds);
    await expect(set.call(await stranger.sign())).rejects.toMatchObject(unauthenticated);
    expect(set.fetches()).toBe(2);
    await expect(set.call(token)).resolves.toMatchObject(someone);
  });

  test('causes one fetch for any number of concurrent calls when the set has expired', async () => {
    const set = await openKeySet(one, two);
    const [token, other] = [await remembered(set), await remembered(set, two)];
    set.publish(two);
    pass(10 * minutes);
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => set.call(index % 2 === 0 ? token : other)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toEqual(Array.from({ length: 10 }, () => ['rejected', 'fulfilled']).flat());
    expect(set.fetches()).toBe(2);
  });
});

describe('while the set has expired and cannot be fetched', () => {
  const troubles: [string, RequestListener | 'down'][] = [
    ['is not there', 'down'],
    ['closes the connection', (request) => request.socket.destroy()],
    ['answers 503', (_, response) => response.writeHead(503).end('{"keys":[]}')],
    ['answers 304', (_, response) => response.writeHead(304).end()],
    ['redirects', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
    ['answers with a page', (_, response) => response.end('<h1>Sign in</h1>')],
    ['answers with another object', (_, response) => response.end('{"status":"ok"}')],
    ['breaks off', breakOff],
    ['trickles', (_, response) => response.writeHead(200).write('{')],
    ['sends too much', (_, response) => response.end(JSON.stringify({ keys: [], more: 'x'.repeat(20_000) }))],
    [
      'compresses',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{}')),
    ],
  ];

  test.each(troubles)(
    'a remembered token fails as a server error and is not refused, like any other: the server %s',
    async (_, trouble) => {
      const set = await openKeySet(one);
      const token = await remembered(set);
      if (trouble === 'down') await set.down();
      else set.answerWith(trouble);
      await expect(set.call(token), 'while the set is fresh').resolves.toMatchObject(someone);
      pass(10 * minutes);
      const errors = [];
      for (const each of [token, await one.sign(), token]) {
        errors.push(await set.call(each).catch((error: unknown) => error));
      }
      for (const error of errors) {
        expect(error).toBeInstanceOf(Error);
        expect(error).not.toBeInstanceOf(AccessError);
      }
      const [first, ...others] = errors.map((error) => [(error as Error).name, (error as Error).message]);
      expect(others, 'of an unremembered token, and of the remembered one again').toEqual([first, first]);
    },
  );

  test('the set is fetched at most once a second, for known keys, unknown keys and wrong signatures alike', async () => {
    const set = await openKeySet(one);
    const known = await remembered(set);
    set.answerWith((_, response) => response.writeHead(503).end());
    pass(10 * minutes);
    const tokens = [known, await one.sign(), await stranger.sign(), `${known.slice(0, -8)}AAAAAAAA`];
    for (const second of [1, 2, 3]) {
      for (const token of [...tokens, ...tokens]) {
        await expect(set.call(token)).rejects.toMatchObject({ name: 'KeySetUnavailable' });
      }
      expect(set.fetches(), `after ${second} seconds`).toBe(1 + second);
      pass(1000);
    }
  });

  test('calls that arrive during a fetch wait for that fetch', async () => {
    const set = await openKeySet(one);
    const arrived = new Promise<ServerResponse>((done) => set.answerWith((_, response) => done(response)));
    const calls = Array.from({ length: 20 }, async () => set.call(await one.sign()));
    (await arrived).writeHead(503).end();
    const answers = await Promise.allSettled(calls);
    expect(new Set(answers.map((answer) => answer.status === 'rejected' && answer.reason.name))).toEqual(
      new Set(['KeySetUnavailable']),
    );
    expect(set.fetches()).toBe(1);
  });

  test('an unknown key causes at most one fetch a second while the set is fresh', async () => {
    const set = await openKeySet(one);
    const token = await remembered(set);
    set.answerWith((_, response) => response.writeHead(503).end());
    pass(30 * seconds);
    for (let call = 0; call < 5; call++) {
      await expect(set.call(await stranger.sign())).rejects.toMatchObject({ name: 'KeySetUnavailable' });
      await expect(set.call(token)).resolves.toMatchObject(someone);
    }
    expect(set.fetches()).toBe(2);
  });

  test('a remembered token is accepted again as soon as the set can be fetched', async () => {
    const set = await openKeySet(one);
    const token = await remembered(set);
    set.answerWith((_, response) => response.writeHead(503).end());
    pass(10 * minutes);
    await expect(set.call(token)).rejects.not.toBeInstanceOf(AccessError);
    set.publish(one);
    pass(1000);
    await expect(set.call(token)).resolves.toMatchObject(someone);
  });

  test('a key that was removed meanwhile is refused as soon as the set can be fetched', async () => {
    const set = await openKeySet(one);
    const token = await remembered(set);
    set.answerWith((_, response) => response.writeHead(503).end());
    pass(10 * minutes);
    await expect(set.call(token)).rejects.not.toBeInstanceOf(AccessError);
    set.publish(two);
    pass(1000);
    await expect(set.call(token)).rejects.toMatchObject(unauthenticated);
  });
});

describe('a token whose verification overlaps a fetch', () => {
  test('is not remembered if its key was removed from the set', async () => {
    const set = await openKeySet(one);
    await remembered(set);
    const token = await one.sign();
    const finish = await set.beginCall(token);
    set.publish(two);
    pass(30 * seconds);
    await expect(set.call(await two.sign())).resolves.toMatchObject(someone);
    expect(set.fetches(), 'the set was fetched in the meantime').toBe(2);
    await expect(finish(), 'its key was good when it was looked up').resolves.toMatchObject(someone);
    await expect(set.call(token)).rejects.toMatchObject(unauthenticated);
  });

  test('is verified again if its key is still in the set, and is then remembered', async () => {
    const set = await openKeySet(one);
    const token = await one.sign();
    // There is no key set yet, so the first call fetches it while it verifies the token.
    for (const verifications of [1, 2, 2, 2]) {
      await expect(set.call(token)).resolves.toMatchObject(someone);
      expect(set.verifications()).toBe(verifications);
    }
    expect(set.fetches()).toBe(1);
  });
});

/** Half of a response. */
function breakOff(_: unknown, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('{"keys":[', () => response.destroy());
}
