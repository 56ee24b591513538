import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import { createAuthenticate } from '../../src/access/token-verifier.ts';
import { trustedKeys } from '../../src/access/trusted-key.ts';
import { rememberVerified } from '../../src/access/verified-token.ts';
import { killPrograms, runProgram } from '../harness/program.ts';

const issuer = 'https://issuer.example';
const audience = 'clientele';
const start = Date.UTC(2030, 0, 1);
const startSeconds = start / 1000;
const claims = {
  iss: issuer,
  aud: audience,
  exp: startSeconds + 60,
  sub: 'someone',
  tenant_id: 'acme',
  role: 'admin',
};

const pair = await generateKeyPair('ES256', { extractable: true });
const keys = trustedKeys(
  { kind: 'file', jwks: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one' }] } },
  undefined,
);

/** The payload may be any JSON, because a verifier also receives tokens that no library creates. */
function sign(payload: object, key: CryptoKey = pair.privateKey): Promise<string> {
  return new SignJWT(payload as JWTPayload).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key);
}

/** A verifier with an adjustable clock. `verifications` is the number of signatures that it looked up a key for. */
function openVerifier(parts = { issuer, audience }) {
  let time = start;
  let verifications = 0;
  const find: typeof keys.find = (header, token) => {
    verifications += 1;
    return keys.find(header, token);
  };
  const authenticate = createAuthenticate(
    { ...parts, tokenType: undefined },
    { ...keys, find },
    () => new Date(time),
  );
  return {
    call: (token: string, tenantId?: string, scheme = 'Bearer') =>
      authenticate({ authorization: `${scheme} ${token}`, tenantId }),
    setClock: (milliseconds: number) => {
      time = milliseconds;
    },
    verifications: () => verifications,
  };
}

afterAll(killPrograms);

const unauthenticated = { name: 'AccessError', code: 'UNAUTHENTICATED' };
const forbidden = { name: 'AccessError', code: 'FORBIDDEN' };
const someone = { id: 'someone', tenantId: 'acme' };

describe('a verified token', () => {
  test('is not verified again, and gives the same actor', async () => {
    const { call, verifications } = openVerifier();
    const token = await sign({ ...claims, roles: ['viewer'], scope: 'openid oauth.clients:read' });
    const first = await call(token);
    for (let repeat = 0; repeat < 5; repeat++) expect(await call(token)).toEqual(first);
    expect(verifications()).toBe(1);
  });

  test('is not verified again if the scheme has another letter case', async () => {
    const { call, verifications } = openVerifier();
    const token = await sign(claims);
    for (const scheme of ['Bearer', 'bearer', 'BEARER  ']) {
      await expect(call(token, undefined, scheme)).resolves.toMatchObject(someone);
    }
    expect(verifications()).toBe(1);
  });

  test('gives an actor that other calls cannot change', async () => {
    const { call } = openVerifier();
    const token = await sign({ ...claims, roles: ['viewer'], scope: 'openid' });
    const first = await call(token);
    const before = structuredClone(first);
    (first.roles as string[]).push('super_admin');
    (first.scopes as string[]).push('oauth.clients:write');
    expect(await call(token)).toEqual(before);
  });

  test('does not authenticate another token of the same subject', async () => {
    const { call, verifications } = openVerifier();
    const [weak, strong] = [await sign({ ...claims, role: 'viewer' }), await sign(claims)];
    for (let repeat = 0; repeat < 2; repeat++) {
      await expect(call(weak)).resolves.toMatchObject({ roles: ['viewer'] });
      await expect(call(strong)).resolves.toMatchObject({ roles: ['admin'] });
    }
    expect(verifications()).toBe(2);
  });

  test('is remembered by the installation that verified it only', async () => {
    const [here, elsewhere] = [openVerifier(), openVerifier({ issuer, audience: 'elsewhere' })];
    const token = await sign(claims);
    await expect(here.call(token)).resolves.toMatchObject(someone);
    await expect(elsewhere.call(token)).rejects.toMatchObject(unauthenticated);
    await expect(here.call(token)).resolves.toMatchObject(someone);
  });

  test('does not let a token pass whose signature differs in one bit', async () => {
    const { call } = openVerifier();
    const token = await sign(claims);
    await expect(call(token)).resolves.toMatchObject(someone);
    const [header, payload, signature = ''] = token.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    expect(bytes).toHaveLength(64);
    const passed: number[] = [];
    for (let bit = 0; bit < 512; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await call(`${header}.${payload}.${changed.toString('base64url')}`).then(
        () => passed.push(bit),
        (error: unknown) => expect(error).toMatchObject(unauthenticated),
      );
    }
    expect(passed, 'bits that may be flipped').toEqual([]);
  });

  test('does not let its signature pass with another payload or header', async () => {
    const { call } = openVerifier();
    const token = await sign(claims);
    await call(token);
    const [header, payload, signature] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const powerful = encode({ ...claims, role: 'super_admin' });
    await expect(call(`${header}.${powerful}.${signature}`)).rejects.toMatchObject(unauthenticated);
    const unsigned = encode({ alg: 'none', kid: 'one' });
    await expect(call(`${unsigned}.${payload}.${signature}`)).rejects.toMatchObject(unauthenticated);
    await expect(call(`${unsigned}.${payload}.`)).rejects.toMatchObject(unauthenticated);
  });

  test('has its tenant checked on every call: X-Tenant-ID of one call has no effect on the next', async () => {
    const { call, verifications } = openVerifier();
    const [admin, superAdmin] = [await sign(claims), await sign({ ...claims, role: 'super_admin' })];
    for (let repeat = 0; repeat < 2; repeat++) {
      await expect(call(superAdmin, 'other')).resolves.toMatchObject({
        tenantId: 'other',
        homeTenantId: 'acme',
      });
      await expect(call(superAdmin)).resolves.toMatchObject({ tenantId: 'acme' });
      await expect(call(superAdmin, 'third')).resolves.toMatchObject({ tenantId: 'third' });
      await expect(call(superAdmin, 'no tenant')).rejects.toMatchObject(forbidden);
      await expect(call(admin, 'other')).rejects.toMatchObject({
        ...forbidden,
        actor: { id: 'someone', tenantId: 'acme' },
      });
      await expect(call(admin, 'acme')).resolves.toMatchObject({ tenantId: 'acme' });
      await expect(call(admin)).resolves.toMatchObject({ tenantId: 'acme' });
    }
    expect(verifications()).toBe(2);
  });

  test.each([
    ['a subject', { sub: undefined }, unauthenticated],
    ['a tenant', { tenant_id: undefined }, forbidden],
  ])('is refused on every call if it lacks %s', async (_, change, refusal) => {
    const { call } = openVerifier();
    const token = await sign({ ...claims, role: 'super_admin', ...change });
    for (let repeat = 0; repeat < 3; repeat++) {
      await expect(call(token, 'acme')).rejects.toMatchObject(refusal);
    }
  });
});

describe('a remembered token', () => {
  test('is accepted until 30 s after its exp and then refused', async () => {
    const { call, setClock, verifications } = openVerifier();
    const token = await sign(claims);
    await call(token);
    for (const seconds of [0, 1, 29, 29.999]) {
      setClock((claims.exp + seconds) * 1000);
      await expect(call(token), `${seconds} s after exp`).resolves.toMatchObject(someone);
    }
    expect(verifications(), 'while it is accepted').toBe(1);
    for (const seconds of [30, 30.001, 31, 86_400]) {
      setClock((claims.exp + seconds) * 1000);
      await expect(call(token), `${seconds} s after exp`).rejects.toMatchObject(unauthenticated);
    }
  });

  test('is refused if the clock is set back to more than 30 s before its nbf, and accepted again later', async () => {
    const { call, setClock } = openVerifier();
    const nbf = startSeconds - 10;
    const token = await sign({ ...claims, nbf });
    await call(token);
    for (const seconds of [0, 1, 29, 30]) {
      setClock((nbf - seconds) * 1000);
      await expect(call(token), `${seconds} s before nbf`).resolves.toMatchObject(someone);
    }
    for (const seconds of [30.001, 31, 86_400]) {
      setClock((nbf - seconds) * 1000);
      await expect(call(token), `${seconds} s before nbf`).rejects.toMatchObject(unauthenticated);
    }
    setClock(start);
    await expect(call(token)).resolves.toMatchObject(someone);
  });

  test.each(['exp', 'nbf'])('has its %s checked exactly as a new token has', async (claim) => {
    for (const fraction of [0, 0.001, 0.25, 0.5, 0.999]) {
      const [exp, nbf] = [startSeconds + 60 + fraction, startSeconds - 10 + fraction];
      const token = await sign({ ...claims, exp, nbf });
      const edge = (claim === 'exp' ? exp + 30 : nbf - 30) * 1000;
      const verdicts = new Set<string>();
      for (let offset = -2000; offset <= 2000; offset += 125) {
        const [remembering, fresh] = [openVerifier(), openVerifier()];
        await remembering.call(token);
        for (const { setClock } of [remembering, fresh]) setClock(Math.round(edge + offset));
        const [remembered, first] = await Promise.all(
          [remembering, fresh].map(({ call }) =>
            call(token).then(
              () => 'accepted',
              (error: Error) => `${error.name}: ${error.message}`,
            ),
          ),
        );
        expect(remembered, `${claim} with ${fraction}, ${offset} ms beyond its edge`).toBe(first);
        verdicts.add(`${first}`);
      }
      expect([...verdicts].sort(), 'the edge was crossed').toHaveLength(2);
    }
  });

  test('is remembered again after it was refused because of a wrong clock', async () => {
    const { call, setClock, verifications } = openVerifier();
    const token = await sign(claims);
    await call(token);
    setClock(start + 3_600_000);
    await expect(call(token)).rejects.toMatchObject(unauthenticated);
    setClock(start);
    await expect(call(token)).resolves.toMatchObject(someone);
    const before = verifications();
    await call(token);
    expect(verifications()).toBe(before);
  });
});

describe('a refused token', () => {
  test.each<[string, () => Promise<string>]>([
    ['with another key', async () => sign(claims, (await generateKeyPair('ES256')).privateKey)],
    ['from another issuer', () => sign({ ...claims, iss: 'https://other.example' })],
    ['that has expired', () => sign({ ...claims, exp: startSeconds - 60 })],
  ])('is not remembered and is checked on every call: one %s', async (_, make) => {
    const { call, verifications } = openVerifier();
    const token = await make();
    for (let repeat = 1; repeat <= 3; repeat++) {
      await expect(call(token)).rejects.toMatchObject(unauthenticated);
      expect(verifications()).toBe(repeat);
    }
  });

  test('is accepted after its nbf if it was refused as too early', async () => {
    const { call, setClock } = openVerifier();
    const token = await sign({ ...claims, nbf: startSeconds + 60, exp: startSeconds + 600 });
    await expect(call(token)).rejects.toMatchObject(unauthenticated);
    setClock(start + 60_000);
    await expect(call(token)).resolves.toMatchObject(someone);
  });
});

describe('the cache of verified tokens', () => {
  /** Any text serves as a token here, because the cache does not depend on the content. */
  function openMemory() {
    const verified: string[] = [];
    const set = {};
    const verify = rememberVerified(
      async (token) => {
        verified.push(token);
        return { sub: token };
      },
      { refresh: async () => {}, version: () => set },
      () => true,
    );
    return {
      /** The tokens that had to be verified. */
      use: async (tokens: readonly string[]) => {
        verified.length = 0;
        for (const token of tokens) expect(await verify(token)).toEqual({ sub: token });
        return [...verified];
      },
    };
  }
  const tokens = Array.from({ length: 1000 }, (_, index) => `token-${index}`);

  test('holds 1000 tokens', async () => {
    const { use } = openMemory();
    expect(await use(tokens)).toEqual(tokens);
    expect(await use(tokens)).toEqual([]);
    expect(await use(tokens.toReversed())).toEqual([]);
  });

  test('drops the least recently used token beyond 1000', async () => {
    const { use } = openMemory();
    await use(tokens);
    // Used again, the first one is no longer the oldest; the second one is.
    await use(['token-0', 'one more']);
    expect(await use(['token-0', ...tokens.slice(2), 'one more'])).toEqual([]);
    expect(await use(['token-1'])).toEqual(['token-1']);
    // It replaced the token that was the least recently used.
    expect(await use(['token-0'])).toEqual(['token-0']);
  });

  test('uses at most 8 MiB, so it holds fewer than 1000 long tokens', async () => {
    const { use } = openMemory();
    const long = Array.from({ length: 60 }, (_, index) => `${index}`.padEnd(16_000, 'x'));
    await use(long);
    expect(await use(long.slice(-40))).toEqual([]);
    expect(await use(long.slice(0, 10))).toHaveLength(10);
  });

  test('does not store refused tokens', async () => {
    const set = {};
    let verifications = 0;
    const verify = rememberVerified(
      async (token) => {
        verifications += 1;
        if (token !== 'good') throw new Error('refused');
        return {};
      },
      { refresh: async () => {}, version: () => set },
      () => true,
    );
    await verify('good');
    for (let index = 0; index < 1500; index++)
      await expect(verify(`bad-${index}`)).rejects.toThrow('refused');
    verifications = 0;
    await verify('good');
    expect(verifications).toBe(0);
  });

  test('stores the claims of a token and not its signature', async () => {
    // In a separate process, because writing the heap of all test files takes 10 s of CPU.
    const { ended, output } = runProgram(fileURLToPath(new URL('remembered-token.ts', import.meta.url)), {});
    expect([await ended, output.stderr]).toEqual([0, '']);
    expect(JSON.parse(output.stdout)).toEqual({ claim: true, signature: false });
  });
});
