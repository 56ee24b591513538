import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigProblems, loadConfig, misspelledVariables } from '../src/config.ts';
import { variableNames } from '../src/config-table.ts';

const withUrl = {
  AUTH_JWKS_URL: 'https://issuer.example/jwks',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_AUDIENCE: 'clients',
};

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigProblems);
    return (error as ConfigProblems).problems;
  }
  return [];
}

/** The variables of the problems; each problem begins with the name of its variable. */
function namesOf(environment: Record<string, string | undefined>): (string | undefined)[] {
  return problemsOf(environment).map((problem) => problem.split(' ')[0]);
}

describe('an unset variable has a default', () => {
  const defaults = {
    host: '127.0.0.1',
    port: 4000,
    databaseUrl: undefined,
    databaseReplicaUrl: undefined,
    dataDirectory: '.data',
    keySource: { kind: 'development' },
    issuer: 'https://clientele.localhost',
    audience: 'clientele',
    tokenType: undefined,
    logLevel: 'info',
    logFormat: undefined,
    secretEncryptionKeys: [],
    allowedJwksHosts: [],
    allowedPrivateUseSchemes: ['cursor', 'vscode', 'vscode-insiders', 'windsurf', 'claude'],
    restoreDays: 30,
    introspection: 'authenticated',
    defaultLanguage: 'en',
    federation: false,
    corsOrigins: [],
    trustedProxies: [],
    rateLimit: { actor: 500, address: 2000 },
    actorConcurrency: 16,
    maxResponseBytes: 8 * 1024 * 1024,
    maxConnections: 5000,
    shutdownSeconds: 10,
    traceEndpoint: undefined,
    consoleDirectory: fileURLToPath(new URL('../dist/console', import.meta.url)),
    graphiql: true,
  };

  test('in every row of the table', () => {
    expect(loadConfig({})).toEqual(defaults);
  });

  test.each(['', ' ', '\t'])('and an empty variable counts as unset: "%s"', (value) => {
    const environment = variableNames.map((name) => [name, value]);
    expect(loadConfig(Object.fromEntries(environment))).toEqual(defaults);
  });

  test('and unknown variables have no effect', () => {
    expect(loadConfig({ PATH: '/bin', AUTH_SECRET: 'x', port: '1' })).toEqual(defaults);
  });
});

test('a variable is read without surrounding spaces', () => {
  const environment = {
    ...withUrl,
    HOST: ' 0.0.0.0 ',
    PORT: ' 8080 ',
    DATABASE_URL: ' postgres://db.example/clientele ',
    DATABASE_REPLICA_URL: ' postgres://replica.example/clientele ',
    DATA_DIR: ' /var/lib/clientele ',
    RESTORE_DAYS: ' 7 ',
    LOG_LEVEL: 'debug',
    LOG_FORMAT: ' json ',
    JWKS_URI_ALLOWED_HOSTS: ' keys.internal ',
    INTROSPECTION: ' off ',
    DEFAULT_LANGUAGE: ' zh-CN ',
    FEDERATION: ' on ',
    CORS_ORIGINS: ' https://admin.example , http://localhost:5173 ',
    TRUST_PROXY: ' loopback, 10.0.0.0/8 ,2001:db8::1 ',
    ALLOWED_PRIVATE_USE_SCHEMES: ' MyApp ',
    RATE_LIMIT_ACTOR: ' 7 ',
    RATE_LIMIT_ADDRESS: ' 8 ',
    AUTH_TOKEN_TYPE: ' at+jwt ',
    CONCURRENCY_ACTOR: ' 10 ',
    MAX_RESPONSE_KIB: ' 64 ',
    MAX_CONNECTIONS: ' 9 ',
    SHUTDOWN_SECONDS: ' 600 ',
    OTEL_EXPORTER_OTLP_ENDPOINT: ' http://collector.example:4318 ',
    CONSOLE: ' off ',
    GRAPHIQL: ' on ',
  };
  expect(loadConfig(environment)).toEqual({
    host: '0.0.0.0',
    port: 8080,
    databaseUrl: 'postgres://db.example/clientele',
    databaseReplicaUrl: 'postgres://replica.example/clientele',
    dataDirectory: '/var/lib/clientele',
    keySource: { kind: 'url', url: new URL('https://issuer.example/jwks') },
    issuer: 'https://issuer.example',
    audience: 'clients',
    tokenType: 'at+jwt',
    logLevel: 'debug',
    logFormat: 'json',
    secretEncryptionKeys: [],
    allowedJwksHosts: ['keys.internal'],
    allowedPrivateUseSchemes: ['myapp'],
    restoreDays: 7,
    introspection: 'off',
    defaultLanguage: 'zh-CN',
    federation: true,
    corsOrigins: ['https://admin.example', 'http://localhost:5173'],
    trustedProxies: ['loopback', '10.0.0.0/8', '2001:db8::1'],
    rateLimit: { actor: 7, address: 8 },
    actorConcurrency: 10,
    maxResponseBytes: 65_536,
    maxConnections: 9,
    shutdownSeconds: 600,
    traceEndpoint: new URL('http://collector.example:4318'),
    consoleDirectory: undefined,
    graphiql: true,
  });
});

describe('PORT', () => {
  test.each([
    ['0', 0],
    ['1', 1],
    ['65535', 65_535],
  ])('accepts %s', (PORT, port) => {
    expect(loadConfig({ PORT }).port).toBe(port);
  });

  test.each(['65536', '100000', '-1', '80.5', '4e3', '0x50', 'http', '80 81', '８０'])(
    'refuses %s',
    (PORT) => {
      expect(problemsOf({ PORT })).toEqual(['PORT must be a whole number, 0 to 65535']);
    },
  );
});

test.each(['JWT', 'AT+JWT', 'any'])(
  'AUTH_TOKEN_TYPE must be at+jwt or unset: %s is refused',
  (AUTH_TOKEN_TYPE) => {
    expect(problemsOf({ AUTH_TOKEN_TYPE })).toEqual(['AUTH_TOKEN_TYPE must be at+jwt']);
  },
);

describe('LOG_LEVEL', () => {
  test.each(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])('accepts %s', (LOG_LEVEL) => {
    expect(loadConfig({ LOG_LEVEL }).logLevel).toBe(LOG_LEVEL);
  });

  test('is read without surrounding spaces', () => {
    expect(loadConfig({ LOG_LEVEL: ' warn ' }).logLevel).toBe('warn');
  });

  test.each(['INFO', 'verbose', '30'])('refuses %s', (LOG_LEVEL) => {
    expect(problemsOf({ LOG_LEVEL })).toEqual([
      'LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace',
    ]);
  });
});

describe('DATABASE_URL', () => {
  test.each([
    'postgres://db.example/clientele',
    'postgresql://someone@db.example:5433/clientele?sslmode=require',
    'postgres://a.example,b.example:5433/clientele',
    'postgres://someone:password@10.0.0.1:5432,10.0.0.2:5433,c.example/clientele?sslmode=require',
    'postgres://[::1]:5432/clientele',
    'postgres://db.example/clientele?sslmode=require&application_name=me@example',
  ])('accepts %s unchanged', (DATABASE_URL) => {
    expect(loadConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });

  test.each([
    'mysql://db.example/clientele',
    'https://db.example/clientele',
    'postgresqlx://db.example/clientele',
    'pg://db.example/clientele',
    'db.example/clientele',
    'postgres',
    'postgres:///clientele',
    'postgres://a.example,/clientele',
    'postgres://,a.example/clientele',
    'postgres://a.example,,b.example/clientele',
    'postgres://a.example:5432,b.example:port/clientele',
    'postgres://someone:100%@db.example/clientele',
    'postgres://someone:12/word@db.example/clientele',
    'postgres://someone:12?word@db.example/clientele',
    'postgres://someone:12#word@db.example/clientele',
    'postgres://someone:12/pass?word@db.example/clientele?sslmode=require',
    'postgres://db.example:port/clientele',
  ])('refuses %s', (DATABASE_URL) => {
    expect(namesOf({ DATABASE_URL })).toEqual(['DATABASE_URL']);
  });
});

describe('DATABASE_REPLICA_URL', () => {
  const DATABASE_URL = 'postgres://a.example,b.example/clientele';

  test.each([
    'postgres://replica.example/clientele',
    'postgresql://someone:pass%2Cword@replica.example:5433/clientele?sslmode=require',
    'postgres://[::1]:5432/clientele',
  ])('accepts %s unchanged', (DATABASE_REPLICA_URL) => {
    const { databaseUrl, databaseReplicaUrl } = loadConfig({ DATABASE_URL, DATABASE_REPLICA_URL });
    expect([databaseUrl, databaseReplicaUrl]).toEqual([DATABASE_URL, DATABASE_REPLICA_URL]);
  });

  test.each([
    'mysql://replica.example/clientele',
    'replica.example/clientele',
    'postgres:///clientele',
    'postgres://replica.example:port/clientele',
  ])('refuses %s', (DATABASE_REPLICA_URL) => {
    expect(problemsOf({ DATABASE_URL, DATABASE_REPLICA_URL })).toEqual([
      'DATABASE_REPLICA_URL must be a postgres:// or postgresql:// URL with a host, and special characters of the password percent-encoded',
    ]);
  });

  test('refuses several hosts, because reads could see different states', () => {
    const DATABASE_REPLICA_URL = 'postgres://a.example,b.example:5433/clientele';
    expect(problemsOf({ DATABASE_URL, DATABASE_REPLICA_URL })).toEqual([
      'DATABASE_REPLICA_URL must name one host, because the lag of replicas differs',
    ]);
  });

  test('is refused without DATABASE_URL', () => {
    const DATABASE_REPLICA_URL = 'postgres://replica.example/clientele';
    const expected = ['DATABASE_REPLICA_URL requires DATABASE_URL, the primary of the replica'];
    for (const empty of [{}, { DATABASE_URL: ' ' }]) {
      expect(problemsOf({ ...empty, DATABASE_REPLICA_URL })).toEqual(expected);
    }
  });
});

describe('SECRET_ENCRYPTION_KEYS', () => {
  const keys = [randomBytes(32), randomBytes(32)];
  const texts = keys.map((key) => key.toString('base64url'));

  test('accepts one 256-bit key in base64url, or several separated by commas, in order', () => {
    const [first] = texts;
    expect(loadConfig({ SECRET_ENCRYPTION_KEYS: first }).secretEncryptionKeys).toEqual(keys.slice(0, 1));
    for (const SECRET_ENCRYPTION_KEYS of [texts.join(','), ` ${texts.join(' , ')} `]) {
      expect(loadConfig({ SECRET_ENCRYPTION_KEYS }).secretEncryptionKeys).toEqual(keys);
    }
  });

  test.each([
    ['a key of 248 bits', randomBytes(31).toString('base64url')],
    ['a key of 264 bits', randomBytes(33).toString('base64url')],
    ['a key of 128 bits', randomBytes(16).toString('base64url')],
    ['a key in hexadecimal', randomBytes(32).toString('hex')],
    ['a key in base64 with padding', randomBytes(32).toString('base64')],
    ['a key with a character outside base64url', `${texts[0]?.slice(0, -1)}+`],
    ['a word instead of a key', 'password'],
    ['an empty item after a comma', `${texts[0]},`],
    ['keys separated by a space', texts.join(' ')],
    ['keys separated by a semicolon', texts.join(';')],
    ['an invalid key after a valid one', `${texts[0]},short`],
  ])('refuses %s, and does not repeat the value', (_, SECRET_ENCRYPTION_KEYS) => {
    const problems = problemsOf({ SECRET_ENCRYPTION_KEYS });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['SECRET_ENCRYPTION_KEYS']);
    expect(problems.join('\n')).not.toContain(SECRET_ENCRYPTION_KEYS);
  });
});

test.each([
  ['keys.internal', ['keys.internal']],
  ['Keys.Internal,LOCALHOST', ['keys.internal', 'localhost']],
  [' keys.internal , 10.0.0.1 ', ['keys.internal', '10.0.0.1']],
])(
  'JWKS_URI_ALLOWED_HOSTS is a comma-separated list, converted to lower case: "%s"',
  (JWKS_URI_ALLOWED_HOSTS, hosts) => {
    expect(loadConfig({ JWKS_URI_ALLOWED_HOSTS }).allowedJwksHosts).toEqual(hosts);
  },
);

test('DATA_DIR memory:// keeps data in memory', () => {
  expect(loadConfig({ DATA_DIR: 'memory://' }).dataDirectory).toBeUndefined();
  expect(loadConfig({ DATA_DIR: 'memory' }).dataDirectory).toBe('memory');
});

describe('HOST', () => {
  test.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost', ' localhost '])(
    'may be loopback with the development issuer: %s',
    (HOST) => {
      expect(loadConfig({ HOST })).toMatchObject({ host: HOST.trim(), keySource: { kind: 'development' } });
    },
  );

  test.each(['0.0.0.0', '::', '10.0.0.5', 'clientele.example', 'localhost.example', '127.0.0.1.example'])(
    'must be loopback without a key set, because anyone could get a token: %s',
    (HOST) => {
      expect(namesOf({ HOST })).toEqual(['HOST']);
      expect(loadConfig({ HOST, ...withUrl }).host).toBe(HOST);
    },
  );
});

describe('AUTH_JWKS_URL', () => {
  test.each([
    'https://issuer.example/jwks',
    'http://localhost:8080/jwks',
    'http://127.0.0.1:8080/jwks',
    'http://[::1]:8080/jwks',
  ])('accepts %s', (AUTH_JWKS_URL) => {
    const { keySource } = loadConfig({ ...withUrl, AUTH_JWKS_URL });
    expect(keySource).toEqual({ kind: 'url', url: new URL(AUTH_JWKS_URL) });
  });

  test.each([
    'http://issuer.example/jwks',
    'http://10.0.0.5/jwks',
    'http://localhost.example/jwks',
    'http://127.0.0.1.example/jwks',
    'http://localhost@issuer.example/jwks',
    'https://user@issuer.example/jwks',
    'https://user:password@issuer.example/jwks',
    'ftp://issuer.example/jwks',
    'ftp://localhost/jwks',
    'file:///etc/jwks.json',
    'issuer.example/jwks',
    'jwks',
  ])('refuses %s', (AUTH_JWKS_URL) => {
    expect(new Set(namesOf({ ...withUrl, AUTH_JWKS_URL }))).toEqual(new Set(['AUTH_JWKS_URL']));
  });
});

describe('a key set', () => {
  test.each(['AUTH_ISSUER', 'AUTH_AUDIENCE'])(
    'is refused without %s, because tokens for other services would be accepted',
    (name) => {
      expect(namesOf({ ...withUrl, [name]: undefined })).toEqual([name]);
      expect(namesOf({ ...withUrl, [name]: ' ' })).toEqual([name]);
    },
  );

  test('has one source: a URL and a file together are refused', () => {
    const problems = problemsOf({ ...withUrl, AUTH_JWKS_FILE: '/does/not/matter.json' });
    expect(problems).toContain('AUTH_JWKS_FILE and AUTH_JWKS_URL are both set; set only one of them');
  });
});

describe('AUTH_JWKS_FILE', () => {
  let directory: string;
  const pair = generateKeyPair('ES256', { extractable: true });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'clientele-config-'));
  });

  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function fileOf(
    content: unknown,
  ): Promise<{ AUTH_ISSUER: string; AUTH_AUDIENCE: string; AUTH_JWKS_FILE: string }> {
    const AUTH_JWKS_FILE = join(directory, `${randomUUID()}.json`);
    await writeFile(AUTH_JWKS_FILE, typeof content === 'string' ? content : JSON.stringify(content));
    return { AUTH_ISSUER: withUrl.AUTH_ISSUER, AUTH_AUDIENCE: withUrl.AUTH_AUDIENCE, AUTH_JWKS_FILE };
  }

  test('is read at start-up', async () => {
    const jwk = { ...(await exportJWK((await pair).publicKey)), kid: 'one', use: 'sig' };
    expect(loadConfig(await fileOf({ keys: [jwk] })).keySource).toEqual({
      kind: 'file',
      jwks: { keys: [jwk] },
    });
  });

  test('is refused if the file is missing or a directory', () => {
    const rest = { AUTH_ISSUER: withUrl.AUTH_ISSUER, AUTH_AUDIENCE: withUrl.AUTH_AUDIENCE };
    for (const path of [join(directory, 'nothing.json'), directory]) {
      expect(problemsOf({ ...rest, AUTH_JWKS_FILE: path })).toEqual([
        'AUTH_JWKS_FILE names a file that cannot be read',
      ]);
    }
  });

  const noPublicKeys = ['AUTH_JWKS_FILE names a file that does not contain a JWK Set of valid public keys'];

  test.each([
    '',
    'keys',
    '{',
    'null',
    '[]',
    '{}',
    '{"keys":{}}',
    '{"keys":[]}',
    '{"keys":[5]}',
    '{"keys":[{}]}',
  ])('is refused if the file is not a JWK Set: %s', async (text) => {
    expect(problemsOf(await fileOf(text))).toEqual(noPublicKeys);
  });

  test('is refused if it contains a private key, even beside a public one', async () => {
    const publicJwk = await exportJWK((await pair).publicKey);
    const privateJwk = await exportJWK((await pair).privateKey);
    expect(problemsOf(await fileOf({ keys: [publicJwk] }))).toEqual([]);
    expect(problemsOf(await fileOf({ keys: [privateJwk] }))).toEqual(noPublicKeys);
    expect(problemsOf(await fileOf({ keys: [publicJwk, privateJwk] }))).toEqual(noPublicKeys);
  });

  test('is refused if a key is too short or not on its curve', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const publicJwk = await exportJWK((await pair).publicKey);
    expect(problemsOf(await fileOf({ keys: [publicJwk, short] }))).toEqual(noPublicKeys);
    expect(problemsOf(await fileOf({ keys: [{ ...publicJwk, y: publicJwk.x }] }))).toEqual(noPublicKeys);
  });

  test('is refused if it contains a symmetric key, with which tokens could be forged', async () => {
    const k = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
    expect(problemsOf(await fileOf({ keys: [{ kty: 'oct', k }] }))).toEqual(noPublicKeys);
  });

  test('is refused without its path or content in the message', async () => {
    const marker = randomUUID();
    const environment = await fileOf(`{"keys":"${marker}"`);
    const message = problemsOf(environment).join('\n');
    expect(message).not.toBe('');
    expect(message).not.toContain(marker);
    expect(message).not.toContain(environment.AUTH_JWKS_FILE);
  });
});

test('all problems are reported at once, each with its variable', () => {
  const environment = {
    PORT: 'http',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://db.example',
    AUTH_JWKS_URL: 'http://issuer.example/jwks',
    AUTH_JWKS_FILE: '/does/not/exist.json',
  };
  expect(new Set(namesOf(environment))).toEqual(
    new Set([...Object.keys(environment), 'AUTH_ISSUER', 'AUTH_AUDIENCE']),
  );
  expect(namesOf({ PORT: 'http', HOST: '0.0.0.0' })).toEqual(['PORT', 'HOST']);
});

test('the message lists every problem and no value, which may be a password', () => {
  const marker = randomUUID();
  const environment = {
    HOST: `${marker}.example`,
    PORT: marker,
    LOG_LEVEL: marker,
    DATABASE_URL: `mysql://someone:${marker}@db.example/clientele`,
    DATABASE_REPLICA_URL: `postgres://someone:${marker}@a.example,b.example/clientele`,
  };
  const keySet = {
    AUTH_JWKS_URL: `http://someone:${marker}@issuer.example/`,
    AUTH_JWKS_FILE: `/${marker}`,
  };
  for (const bad of [environment, { ...environment, ...keySet }]) {
    const error = (() => {
      try {
        return loadConfig(bad);
      } catch (thrown) {
        return thrown;
      }
    })() as ConfigProblems;
    expect(error).toBeInstanceOf(ConfigProblems);
    for (const problem of error.problems) expect(error.message).toContain(problem);
    expect(error.problems.length).toBeGreaterThanOrEqual(4);
    expect(`${error.message}\n${error.stack}\n${JSON.stringify(error)}`).not.toContain(marker);
  }
});

describe('JWKS_URI_ALLOWED_HOSTS', () => {
  const hosts = (list: string) => loadConfig({ JWKS_URI_ALLOWED_HOSTS: list }).allowedJwksHosts;

  test('accepts hosts in the form they have in a URL', () => {
    expect(hosts('Keys.internal, keys ,10.0.0.1,::1,[fd00::1]')).toEqual([
      'keys.internal',
      'keys',
      '10.0.0.1',
      '[::1]',
      '[fd00::1]',
    ]);
  });

  test.each(['https://keys.corp/', 'keys:8443', '*.corp', '10.0.0.0/8', 'a,,b', 'user@keys'])(
    'refuses a scheme, port, path or pattern: %s',
    (list) => {
      expect(() => hosts(list)).toThrow(
        /JWKS_URI_ALLOWED_HOSTS must be a comma-separated list of host names/,
      );
    },
  );
});

describe('ALLOWED_PRIVATE_USE_SCHEMES', () => {
  const schemes = (list: string) =>
    loadConfig({ ALLOWED_PRIVATE_USE_SCHEMES: list }).allowedPrivateUseSchemes;

  test('accepts schemes in lower case; "none" allows none, and unset allows the known coding tools', () => {
    expect(schemes(' Cursor, my-app+x.1 ')).toEqual(['cursor', 'my-app+x.1']);
    expect(schemes('none')).toEqual([]);
    expect(schemes('')).toEqual(['cursor', 'vscode', 'vscode-insiders', 'windsurf', 'claude']);
  });

  test.each([
    ...[
      'https',
      'HTTP',
      'javascript',
      'JavaScript',
      'cursor,data',
      'file',
      'blob',
      'vbscript',
      'ftp',
      'ws',
      'wss',
    ],
    ...['mailto', 'intent', 'content', 'about', 'view-source'],
    ...['cursor://', 'cursor:', '*', '1app', 'my app', 'a,,b'],
  ])('refuses a scheme that is never private-use: %s', (list) => {
    expect(() => schemes(list)).toThrow(/ALLOWED_PRIVATE_USE_SCHEMES must be none, or/);
  });
});

test('GraphiQL is on with the development issuer, and otherwise only if GRAPHIQL=on', () => {
  const graphiql = (environment: Record<string, string>) => loadConfig(environment).graphiql;
  expect([graphiql({}), graphiql({ GRAPHIQL: 'off' }), graphiql({ GRAPHIQL: 'on' })]).toEqual([
    true,
    false,
    true,
  ]);
  const given = ['', 'off', 'on'].map((GRAPHIQL) => graphiql({ ...withUrl, GRAPHIQL }));
  expect(given).toEqual([false, false, true]);
});

describe('limits and settings of the server', () => {
  test.each([
    ['INTROSPECTION', 'maybe', 'must be one of authenticated, public, off'],
    ['FEDERATION', 'true', 'must be on or off'],
    ['DEFAULT_LANGUAGE', 'zh', 'must be one of en, zh-CN'],
    ['RATE_LIMIT', '0', 'must be on or off'],
    ['CONSOLE', 'no', 'must be on or off'],
    ['GRAPHIQL', 'true', 'must be on or off'],
    ['RATE_LIMIT_ACTOR', '0', 'must be a whole number, 1 to 1000000 requests'],
    ['RATE_LIMIT_ADDRESS', '1e3', 'must be a whole number, 1 to 1000000 requests'],
    ['MAX_CONNECTIONS', '100001', 'must be a whole number, 1 to 100000 connections'],
    ['SHUTDOWN_SECONDS', '-1', 'must be a whole number, 1 to 600 seconds'],
    ['RESTORE_DAYS', '3651', 'must be a whole number, 1 to 3650 days'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'must be an http or https URL'],
  ])('%s must not be %s', (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toEqual([`${name} ${problem}`]);
  });

  test('RATE_LIMIT=off disables every limit', () => {
    expect(loadConfig({ RATE_LIMIT: 'off', RATE_LIMIT_ACTOR: '5' }).rateLimit).toBeUndefined();
  });

  test.each(['*', 'null', 'https://a.example/', 'https://*.example', 'a.example', 'https://a.example,'])(
    'CORS_ORIGINS accepts exact origins only, not %s',
    (CORS_ORIGINS) => {
      expect(namesOf({ CORS_ORIGINS })).toEqual(['CORS_ORIGINS']);
    },
  );

  test.each([
    '*',
    'true',
    '1',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    'proxy.example',
    'loopback,',
  ])('TRUST_PROXY refuses %s, which would trust every caller or no caller', (TRUST_PROXY) => {
    expect(namesOf({ TRUST_PROXY })).toEqual(['TRUST_PROXY']);
  });

  test.each(['A'.repeat(43), `${'ab'.repeat(21)}A`])(
    'an encryption key that is not random is refused: %s',
    (key) => {
      expect(problemsOf({ SECRET_ENCRYPTION_KEYS: key })).toEqual([
        'SECRET_ENCRYPTION_KEYS contains a key that is not random; generate one as .env.example describes',
      ]);
    },
  );
});

describe('a variable that may be misspelled', () => {
  test('is reported with the closest name and without its value', () => {
    const environment = {
      DATABSE_URL: 'postgres://user:hunter2@host/db',
      prot: '80',
      PATH: '/bin',
      HOME: '/',
      PORT: '1',
    };
    expect(misspelledVariables(environment)).toEqual([
      'DATABSE_URL is not a variable of Clientele. Did you mean DATABASE_URL?',
      'prot is not a variable of Clientele. Did you mean PORT?',
    ]);
  });

  test('is reported together with the other problems, whose cause it may be', () => {
    const { AUTH_ISSUER, ...others } = withUrl;
    expect(problemsOf({ ...others, AUTH_ISUER: AUTH_ISSUER })).toEqual([
      expect.stringMatching(/^AUTH_ISSUER is required/),
      'AUTH_ISUER is not a variable of Clientele. Did you mean AUTH_ISSUER?',
    ]);
  });
});
