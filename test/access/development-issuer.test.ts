import {
  chmod,
  chown,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DevelopmentIssuer, openDevelopmentIssuer } from '../../src/access/development-issuer.ts';

const issuer = 'https://issuer.example';
const audience = 'clientele';
const now = () => new Date('2030-01-01T00:00:00.900Z');
const nowSeconds = Date.UTC(2030, 0, 1) / 1000;

function verify(token: string, { publicJwk }: DevelopmentIssuer) {
  return jwtVerify(token, createLocalJWKSet({ keys: [publicJwk] }), {
    issuer,
    audience,
    currentDate: now(),
  });
}

describe('the key file', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'clientele-key-'));
    await openDevelopmentIssuer(directory, now);
  });
  afterEach(() => rm(directory, { recursive: true }));
  const file = () => join(directory, 'development-issuer.jwk.json');

  test.each([0o644, 0o660, 0o602])('is set back to a private mode from %o', async (mode) => {
    await chmod(file(), mode);
    await openDevelopmentIssuer(directory, now);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.geteuid?.() !== 0)('is refused if another user owns it', async () => {
    await chown(file(), 65_534, 65_534);
    await expect(openDevelopmentIssuer(directory, now)).rejects.toThrow(
      /belongs to user 65534, and this process runs as 0/,
    );
  });

  test('is refused if it is a symbolic link', async () => {
    await rename(file(), join(directory, 'elsewhere'));
    await symlink(join(directory, 'elsewhere'), file());
    await expect(openDevelopmentIssuer(directory, now)).rejects.toMatchObject({ code: 'ELOOP' });
  });
});

describe('a development token', () => {
  test('is verified with the public key and has the requested claims', async () => {
    const opened = await openDevelopmentIssuer(undefined, now);
    const claims = { role: 'admin', tenant: 'acme', sub: 'someone', scope: 'a b', ttl: 60 };
    const { payload, protectedHeader } = await verify(await opened.sign(claims, issuer, audience), opened);
    expect(payload).toEqual({
      role: 'admin',
      tenant_id: 'acme',
      sub: 'someone',
      scope: 'a b',
      iss: issuer,
      aud: audience,
      iat: nowSeconds,
      exp: nowSeconds + 60,
    });
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: opened.publicJwk.kid });
  });

  test.each([
    ['left out', { ttl: 60 }],
    ['empty', { ttl: 60, role: '', tenant: '', sub: '', scope: '' }],
  ])('leaves out the claims that are %s', async (_, claims) => {
    const opened = await openDevelopmentIssuer(undefined, now);
    const payload = decodeJwt(await opened.sign(claims, issuer, audience));
    expect(Object.keys(payload).toSorted()).toEqual(['aud', 'exp', 'iat', 'iss']);
  });

  test('is expired if its time to live is negative', async () => {
    const opened = await openDevelopmentIssuer(undefined, now);
    const token = await opened.sign({ ttl: -60 }, issuer, audience);
    await expect(verify(token, opened)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });

  test('of one installation is refused by another', async () => {
    const [one, other] = await Promise.all([
      openDevelopmentIssuer(undefined, now),
      openDevelopmentIssuer(undefined, now),
    ]);
    const token = await one.sign({ ttl: 60 }, issuer, audience);
    await expect(verify(token, one)).resolves.toBeDefined();
    await expect(verify(token, other)).rejects.toThrow();
  });
});

test('the published key has no private member', async () => {
  const { publicJwk } = await openDevelopmentIssuer(undefined, now);
  expect(publicJwk).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
  expect(Object.keys(publicJwk).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

describe('the key in the data directory', () => {
  let root: string;
  let directory: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'development-issuer-'));
    directory = join(root, 'not', 'yet', 'there');
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  test('is created if there is none, and leaves no temporary file', async () => {
    await openDevelopmentIssuer(directory, now);
    expect(await readdir(directory)).toEqual(['development-issuer.jwk.json']);
  });

  test.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
    await openDevelopmentIssuer(directory, now);
    const file = await stat(join(directory, 'development-issuer.jwk.json'));
    expect((file.mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(directory)).mode & 0o777).toString(8)).toBe('700');
  });

  test('is the same after a restart', async () => {
    const first = await openDevelopmentIssuer(directory, now);
    const second = await openDevelopmentIssuer(directory, now);
    expect(second.publicJwk).toEqual(first.publicJwk);
    await expect(verify(await second.sign({ ttl: 60 }, issuer, audience), first)).resolves.toBeDefined();
  });

  test('is the same for all processes that open the directory at once', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => openDevelopmentIssuer(directory, now)));
    expect(new Set(opened.map(({ publicJwk }) => publicJwk.x)).size).toBe(1);
    expect(await readdir(directory)).toEqual(['development-issuer.jwk.json']);
    const token = await opened[0]?.sign({ ttl: 60 }, issuer, audience);
    expect(decodeProtectedHeader(token ?? '').kid).toBe(opened[7]?.publicJwk.kid);
  });

  test('is kept if it cannot be read; the error has its path and not its content', async () => {
    await openDevelopmentIssuer(directory, now);
    const path = join(directory, 'development-issuer.jwk.json');
    const text = `x${await readFile(path, 'utf8')}`;
    await writeFile(path, text);
    const error = await openDevelopmentIssuer(directory, now).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message).toContain(path);
    expect(message).not.toContain('kty');
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});
