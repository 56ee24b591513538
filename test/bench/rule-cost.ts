import { generateKeyPairSync } from 'node:crypto';
import type { RegistrationInput } from '../../src/domain/client/client-metadata.ts';
import { candidateOf } from '../../src/domain/rule/candidate.ts';
import { checkRegistration } from '../../src/domain/rule/check-registration.ts';
import { decodeRegistration } from '../../src/rest/registration-body.ts';
import { x5cOf } from '../domain/key/certificate-maker.ts';

/**
 * Measures what the rules cost on the largest and nastiest inputs, with a plain JSON parse of the same body beside it as
 * the yardstick, and again at a quarter of the size: a cost that grows by much more than four is not linear.
 */
const rounds = 50;
const uri = 'https://app.example.com/callback';
const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey.export({ format: 'jwk' });
const certified = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;

type Body = Partial<Record<keyof RegistrationInput, unknown>>;

/** Bodies that grow with `n`; with 1, each has about 64 KiB. */
const bodies: Record<string, (n: number) => Body> = {
  'one long path of dots': (n) => ({ redirectUris: [`${uri}/${'./'.repeat(30_000 * n)}`] }),
  'one long name': (n) => ({ name: '\u0301'.repeat(30_000 * n) }),
  'one long name of a letter, marks and joiners': (n) => ({
    name: `م${'\u064B'.repeat(15_000 * n)}${'\u200C'.repeat(15_000 * n)}`,
  }),
  'one long subject of spaces': (n) => ({ tlsClientAuth: { subjectDn: `CN=a${' '.repeat(60_000 * n)}"` } }),
  'one long scope': (n) => ({ scopes: ['x'.repeat(60_000 * n)] }),
  'thirty URIs of 2,048 characters': (n) => ({
    redirectUris: Array.from({ length: 30 * n }, (_, index) => `${uri}/${index}?${'a=%2e&'.repeat(335)}`),
  }),
  'thirty URIs of dots and percent signs': (n) => ({
    redirectUris: Array.from({ length: 30 * n }, (_, index) => `${uri}/${index}/${'%2e%2e;/'.repeat(250)}`),
  }),
  'a JWK Set of nested lists': (n) => ({
    jwks: `{"keys":[${'['.repeat(30_000 * n)}${']'.repeat(30_000 * n)}]}`,
  }),
  'a JWK Set of a string that never ends': (n) => ({ jwks: `{"keys":["${'\\"'.repeat(30_000 * n)}` }),
  'a JWK Set of one member, many times': (n) => ({
    jwks: `{"keys":[{${'"d":1,'.repeat(8_000 * n)}"kty":"EC"}]}`,
  }),
  'an RSA key of 60,000 digits': (n) => ({
    jwks: JSON.stringify({ keys: [{ ...rsaKey, n: 'A'.repeat(60_000 * n) }] }),
  }),
  'twenty keys': (n) => ({
    jwks: JSON.stringify({
      keys: Array.from({ length: 20 * n }, (_, index) => ({
        ...(index % 2 ? rsaKey : ecKey),
        kid: `${index}`,
      })),
    }),
  }),
  'twenty certificates': (n) => {
    const key = {
      ...certified.export({ format: 'jwk' }),
      x5c: Array.from({ length: 10 * n }, () => x5cOf(certified)),
    };
    return { jwks: JSON.stringify({ keys: [key, { ...key, kid: 'other' }] }) };
  },
  'a list of numbers': (n) => ({ redirectUris: Array.from({ length: 30_000 * n }, () => 1) }),
};

function milliseconds(work: () => void): number {
  for (let round = 0; round < 5; round++) work();
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / rounds;
}

function cost(body: Body): { rules: number; parse: number } {
  const input = { name: 'x', redirectUris: [uri], ...body } as RegistrationInput;
  const isTyped = (input.redirectUris ?? []).every((item) => typeof item === 'string');
  const text = JSON.stringify({
    name: input.name,
    redirect_uris: input.redirectUris,
    jwks: input.jwks,
    scopes: input.scopes,
  });
  return {
    rules: milliseconds(() => (isTyped ? checkRegistration(candidateOf(input)) : decodeRegistration(text))),
    parse: milliseconds(() => JSON.parse(text)),
  };
}

const rows = Object.entries(bodies).map(([name, bodyOf]) => {
  const [small, full] = [cost(bodyOf(0.25)), cost(bodyOf(1))];
  return {
    input: name,
    'CPU ms': full.rules.toFixed(3),
    'to JSON.parse': (full.rules / full.parse).toFixed(1),
    'to a quarter': (full.rules / small.rules).toFixed(1),
  };
});
const hundred = {
  redirectUris: Array.from({ length: 100 }, (_, index) => `${uri}/${index}?${'a=1&'.repeat(500)}`),
};
rows.push({
  input: '100 URIs of 2,048 characters and 20 keys (larger than any request)',
  'CPU ms': cost({ ...hundred, ...bodies['twenty keys']?.(1) }).rules.toFixed(3),
  'to JSON.parse': '',
  'to a quarter': '',
});
// biome-ignore lint/suspicious/noConsole: the table is what this program is for.
console.table(rows);
