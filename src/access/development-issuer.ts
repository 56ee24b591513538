import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** The claims of a development token. Claims that are absent or empty are omitted. */
export interface DevelopmentClaims {
  readonly role?: string | undefined;
  readonly tenant?: string | undefined;
  readonly sub?: string | undefined;
  /** Space-separated. */
  readonly scope?: string | undefined;
  /** Seconds from now until the token expires; negative for an expired token. */
  readonly ttl: number;
}

/** Signs tokens that only this installation accepts, so that it can be tried without an authorization server. */
export interface DevelopmentIssuer {
  readonly publicJwk: JWK;
  /** Path of the file of the key if this call created it. */
  readonly createdFile: string | undefined;
  readonly sign: (claims: DevelopmentClaims, issuer: string, audience: string) => Promise<string>;
}

const algorithm = 'ES256';

/** Opens the key in `directory`, or creates one that only its owner can read; without a directory, in memory. */
export async function openDevelopmentIssuer(
  directory: string | undefined,
  now: () => Date,
): Promise<DevelopmentIssuer> {
  const { jwk: privateJwk, createdFile } =
    directory === undefined
      ? { jwk: await generateJwk(), createdFile: undefined }
      : await readOrMakeJwk(resolve(directory));
  const { kty, crv, x, y, kid } = privateJwk;
  const key = await importJWK(privateJwk, algorithm);
  return {
    publicJwk: { kty, crv, x, y, kid, alg: algorithm, use: 'sig' } as JWK,
    createdFile,
    sign: (claims, issuer, audience) => {
      const issuedAt = Math.floor(now().getTime() / 1000);
      const token = new SignJWT(payloadOf(claims))
        .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', ...(kid === undefined ? {} : { kid }) })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + claims.ttl);
      return token.sign(key);
    },
  };
}

function payloadOf({ role, tenant, sub, scope }: DevelopmentClaims) {
  return {
    ...(role ? { role } : {}),
    ...(tenant ? { tenant_id: tenant } : {}),
    ...(sub ? { sub } : {}),
    ...(scope ? { scope } : {}),
  };
}

async function generateJwk(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex') };
}

/** Two processes may get here at the same time. Linking a complete file lets exactly one of them create the key. */
async function readOrMakeJwk(directory: string) {
  const path = join(directory, 'development-issuer.jwk.json');
  const existing = await readJwk(path);
  if (existing) return { jwk: existing, createdFile: undefined };
  let createdFile: string | undefined = path;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, JSON.stringify(await generateJwk()), { mode: 0o600, flag: 'wx' });
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      createdFile = undefined;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return { jwk: (await readJwk(path)) as JWK, createdFile };
}

async function readJwk(path: string): Promise<JWK | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  let text: string;
  try {
    await makePrivate(file, path);
    text = await file.readFile('utf8');
  } finally {
    await file.close();
  }
  const jwk = parseJwk(text);
  if (jwk === undefined) throw new Error(`${path} does not hold a key; remove the file to get a new one.`);
  return jwk;
}

/** Makes the key readable and writable by its owner only: a user who reads it can sign tokens of an administrator. */
async function makePrivate(file: FileHandle, path: string): Promise<void> {
  if (process.geteuid === undefined) return;
  const { uid, mode } = await file.stat();
  if (uid !== process.geteuid())
    throw new Error(`${path} belongs to user ${uid}, and this process runs as ${process.geteuid()}.`);
  if ((mode & 0o077) === 0) return;
  await file.chmod(0o600);
  if (((await file.stat()).mode & 0o077) !== 0)
    throw new Error(`${path} is open to other users, and this file system does not change its mode.`);
}

function parseJwk(text: string): JWK | undefined {
  try {
    const jwk = JSON.parse(text);
    return jwk?.kty === 'EC' && typeof jwk.d === 'string' ? jwk : undefined;
  } catch {
    return undefined;
  }
}
