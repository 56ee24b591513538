import { Command } from 'commander';
import { ConfigProblems } from '../../config.ts';
import { environmentHelp } from '../config/environment.ts';
import { readConfig } from '../config/read-config.ts';
import { exitCodeHelp } from '../exit-code.ts';

interface Flags {
  readonly role?: string;
  readonly tenant: string;
  readonly sub: string;
  readonly scope?: string;
  readonly ttl: string;
}

export function tokenCommand(): Command {
  return new Command('token')
    .description(
      'Print a token of the development issuer. A gateway accepts it if neither AUTH_JWKS_URL nor AUTH_JWKS_FILE is set. An empty --role, --tenant or --sub omits the claim.',
    )
    .option('--role <role>', 'the role claim (default: "admin", and none with --scope)')
    .option('--tenant <tenant>', 'the tenant_id claim', 'default')
    .option('--sub <subject>', 'the sub claim', 'admin')
    .option('--scope <scopes>', 'the scope claim, separated by spaces (default: none)')
    .option('--ttl <seconds>', 'seconds until the token expires; --ttl=-60 makes an expired token', '3600')
    .addHelpText(
      'after',
      `
${environmentHelp(['DATA_DIR', 'AUTH_JWKS_URL', 'AUTH_JWKS_FILE', 'AUTH_ISSUER', 'AUTH_AUDIENCE'])}
${exitCodeHelp('done', 'failed', 'usage')}
Examples:
  clientele token --tenant acme --sub alice
  clientele token --scope "oauth.clients:read" --ttl 60`,
    )
    .action(printToken);
}

async function printToken({ role, tenant, sub, scope, ttl }: Flags): Promise<void> {
  const config = readConfig();
  if (!/^-?\d{1,9}$/.test(ttl)) throw new ConfigProblems(['--ttl must be a whole number of seconds']);
  if (config.keySource.kind !== 'development') {
    throw new ConfigProblems([
      'AUTH_JWKS_URL or AUTH_JWKS_FILE is set, so only the issuer of those keys can create tokens for this server',
    ]);
  }
  if (config.dataDirectory === undefined) {
    throw new ConfigProblems(['DATA_DIR is memory://, so the development issuer has no stored key']);
  }
  const { openDevelopmentIssuer } = await import('../../access/development-issuer.ts');
  const { inDataDirectory } = await import('../../store/embedded/data-directory.ts');
  const { dataDirectory } = config;
  const issuer = await inDataDirectory(dataDirectory, () =>
    openDevelopmentIssuer(dataDirectory, () => new Date()),
  );
  if (issuer.createdFile !== undefined) process.stderr.write(newKeyNote(issuer.createdFile));
  const claims = {
    role: role ?? (scope === undefined ? 'admin' : ''),
    tenant,
    sub,
    scope,
    ttl: Number(ttl),
  };
  process.stdout.write(`${await issuer.sign(claims, config.issuer, config.audience)}\n`);
}

function newKeyNote(file: string): string {
  return `Created a new signing key, because DATA_DIR had none: ${file}
A gateway with another DATA_DIR does not accept this token. For its tokens, run this command with the DATA_DIR of the gateway.
`;
}
