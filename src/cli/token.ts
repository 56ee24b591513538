import { parseArgs } from 'node:util';
import { openDevelopmentIssuer } from '../access/development-issuer.ts';
import { ConfigProblems, loadConfig } from '../config.ts';

const usage =
  'Usage: npm run -s token -- [--role admin] [--tenant default] [--sub admin] [--scope "…"] [--ttl 3600]\n' +
  'Prints one token of the development issuer. An empty --role, --tenant or --sub leaves the claim out, and --scope\n' +
  'without --role leaves the role out, so that the token has the rights of its scope alone;\n' +
  '--ttl is in seconds, and --ttl=-60 makes a token that has expired.\n';

try {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      tenant: { type: 'string', default: 'default' },
      sub: { type: 'string', default: 'admin' },
      scope: { type: 'string' },
      ttl: { type: 'string', default: '3600' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(usage);
  else await printToken({ ...values, role: values.role ?? (values.scope === undefined ? 'admin' : '') });
} catch (error) {
  const isUsage = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') ?? false;
  process.stderr.write(`${(error as Error).message}\n${isUsage ? usage : ''}`);
  process.exitCode = error instanceof ConfigProblems || isUsage ? 2 : 1;
}

interface Flags {
  readonly role: string;
  readonly tenant: string;
  readonly sub: string;
  readonly scope?: string | undefined;
  readonly ttl: string;
}

async function printToken({ role, tenant, sub, scope, ttl }: Flags): Promise<void> {
  const config = loadConfig();
  if (!/^-?\d{1,9}$/.test(ttl)) throw new ConfigProblems(['--ttl has to be a whole number of seconds']);
  if (config.keySource.kind !== 'development') {
    throw new ConfigProblems([
      'AUTH_JWKS_* is set: only the issuer of those keys can make tokens for this server',
    ]);
  }
  if (config.dataDirectory === undefined) {
    throw new ConfigProblems(['DATA_DIR is memory://, where the development issuer has no key to share']);
  }
  const issuer = await openDevelopmentIssuer(config.dataDirectory, () => new Date());
  const token = await issuer.sign(
    { role, tenant, sub, scope, ttl: Number(ttl) },
    config.issuer,
    config.audience,
  );
  process.stdout.write(`${token}\n`);
}
