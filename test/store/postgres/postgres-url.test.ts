import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { completePostgresUrl, loadConfig } from '../../../src/config.ts';
import { driverConnection } from '../../../src/store/postgres/postgres-tls.ts';
import {
  hostsOf,
  tlsSettings,
  unverifiedHosts,
  withTlsVariables,
} from '../../../src/store/postgres/postgres-url.ts';

const base = 'postgres://user:pass@db.example/clientele';

test.each([
  ['db.example', [{ host: 'db.example', port: 5432 }]],
  ['db.example:6432', [{ host: 'db.example', port: 6432 }]],
  [
    'a,b:1',
    [
      { host: 'a', port: 5432 },
      { host: 'b', port: 1 },
    ],
  ],
  [
    '[::1]:6432,[2001:db8::1]',
    [
      { host: '::1', port: 6432 },
      { host: '2001:db8::1', port: 5432 },
    ],
  ],
  ['%2Fvar%2frun', [{ host: '/var/run', port: 5432 }]],
])('the hosts of postgres://%s are parsed', (authority, hosts) => {
  expect(hostsOf(`postgres://user:pass@${authority}/db?x=1`)).toEqual(hosts);
});

test('the driver gets an IPv6 address without brackets', () => {
  const [, options] = driverConnection('postgres://user@[::1]:6432/db');
  expect(options).toMatchObject({ host: ['::1'], port: [6432] });
});

test.each([
  ['', 'prefer'],
  ['?sslmode=disable', 'disable'],
  ['?sslmode=verify-full', 'verify-full'],
  ['?ssl=true', 'require'],
  ['?ssl=false', 'disable'],
  ['?sslrootcert=system', 'verify-full'],
  ['?sslrootcert=/ca.crt', 'prefer'],
])('the mode of a URL with %j is %s', (query, mode) => {
  expect(tlsSettings(base + query).mode).toBe(mode);
});

test.each([
  '?sslmode=verify_full',
  '?sslmode=',
  '?sslmode=no-verify',
  '?ssl=1',
  '?sslmode=require&sslrootcert=system',
  '?sslmode=verify-ca',
  '?sslmode=verify-full&sslrootcert=/nowhere/ca.crt',
  '?sslmode=require&sslcert=/nowhere/client.crt',
  '?sslcert=/nowhere/client.crt',
  '?sslcrl=/crl.pem',
  '?channel_binding=require',
  '?gssencmode=require',
  '?requiressl=1',
  '?require_auth=scram-sha-256',
  '?sslpassword=hunter2',
])('a configuration with %s is refused, because ignoring it would weaken the connection', (query) => {
  expect(() => loadConfig({ DATABASE_URL: base + query })).toThrow(
    /^The configuration .*\n {2}DATABASE_URL has /,
  );
  expect(() => completePostgresUrl('databaseUrl', base + query, {})).toThrow(/\n {2}databaseUrl has [^\n]*$/);
});

test.each(['?channel_binding=prefer', '?gssencmode=disable', '?sslsni=1', '?sslcompression=0'])(
  'a parameter without a security requirement is accepted and not sent to the server: %s',
  (query) => {
    const [url] = driverConnection(`${base}${query}&application_name=x`);
    expect(url).toBe(`${base}?application_name=x`);
  },
);

test.each(['', 'not a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
  'a CA file with %j is refused',
  async (content) => {
    const directory = await mkdtemp(join(tmpdir(), 'clientele-ca-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const path = join(directory, 'ca.crt');
    await writeFile(path, content);
    expect(() => driverConnection(`${base}?sslmode=verify-full&sslrootcert=${path}`)).toThrow(
      'has sslrootcert, which names a file without CA certificates in PEM',
    );
  },
);

test('variables of libpq complete a URL and never override it', () => {
  const variables = { PGSSLMODE: 'verify-full', PGSSLROOTCERT: ' system ', PGSSLKEY: '' };
  expect(withTlsVariables(base, variables)).toBe(`${base}?sslmode=verify-full&sslrootcert=system`);
  expect(withTlsVariables(`${base}?sslmode=disable`, { PGSSLMODE: 'verify-full' })).toBe(
    `${base}?sslmode=disable`,
  );
  expect(withTlsVariables(`${base}?ssl=true`, { PGSSLMODE: 'disable' })).toBe(`${base}?ssl=true`);
  expect(withTlsVariables(base, {})).toBe(base);
});

test.each(['PGSSLCRL', 'PGCHANNELBINDING', 'PGGSSENCMODE', 'PGREQUIREAUTH', 'PGSSLMINPROTOCOLVERSION'])(
  'the variable %s is refused if it requires an unsupported feature',
  (variable) => {
    expect(() => loadConfig({ DATABASE_URL: base, [variable]: 'require' })).toThrow(`variable ${variable}`);
  },
);

describe('DATABASE_TLS=require-verified', () => {
  const load = (DATABASE_URL: string, more: Record<string, string> = {}) =>
    loadConfig({ DATABASE_URL, DATABASE_TLS: 'require-verified', ...more });

  test.each(['', '?sslmode=disable', '?sslmode=require', '?sslmode=verify-ca&sslrootcert=/nowhere'])(
    'refuses a server on another host with %j',
    (query) => {
      expect(() => load(base + query)).toThrow(/DATABASE_URL /);
      expect(unverifiedHosts(base + query)).toEqual(['db.example']);
    },
  );

  test('refuses a replica, and names each host', () => {
    const loopback = 'postgres://u@127.0.0.1/db';
    expect(() => load(loopback, { DATABASE_REPLICA_URL: base })).toThrow(
      /DATABASE_REPLICA_URL does not verify/,
    );
    expect(unverifiedHosts('postgres://u@localhost,db1,[::1],10.0.0.1:6432/db')).toEqual(['db1', '10.0.0.1']);
  });

  test.each([
    `${base}?sslmode=verify-full`,
    `${base}?sslrootcert=system`,
    'postgres://u@localhost/db',
    'postgres://u@127.0.0.1/db?sslmode=disable',
    'postgres://u@[::1]/db',
    'postgres://u@%2Fvar%2Frun%2Fpostgresql/db',
  ])('accepts %s', (url) => {
    expect(load(url).databaseUrl).toBe(url);
    expect(unverifiedHosts(url)).toEqual([]);
  });

  test('accepts a mode from PGSSLMODE', () => {
    expect(load(base, { PGSSLMODE: 'verify-full' }).databaseUrl).toBe(`${base}?sslmode=verify-full`);
  });
});
