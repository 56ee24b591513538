import { digestSecret, needsSecret } from '../../credentials/client-secret.ts';
import { isActive, maxActiveSecrets, verifies } from '../../domain/client/client-secret.ts';
import { importFault, type LineIssue } from '../../domain/error/import-fault.ts';
import { issue } from '../../domain/error/issue.ts';
import { joinIssues } from '../../domain/error/issue-order.ts';
import { day } from '../../domain/instant.ts';
import { candidateFrom } from '../../domain/rule/candidate.ts';
import { maxGraceSeconds } from '../../domain/rule/secret.ts';
import type { Services } from '../services.ts';
import { issuesOfRegistration } from '../step/check-candidate.ts';
import { maxKeptSecrets } from '../step/secret-set.ts';
import type { ImportedClient, ImportedSecret, ImportLine } from './imported-client.ts';

/** Dependencies of the check. */
export interface ImportRules extends Pick<Services, 'policy' | 'now'> {
  /** Decrypts a secret; fails if no key fits. */
  readonly decryptSecret: (encrypted: string) => Promise<string>;
}

/** The line of each client id and secret id so far. */
export type SeenIds = Map<string, number>;

/** All issues of a line, alone and in relation to earlier lines: the rules of a registration and those of an import. */
export async function issuesOfLine(
  rules: ImportRules,
  line: ImportLine,
  seen: SeenIds,
): Promise<LineIssue[]> {
  const { client, unreadable, faults } = line;
  if (client === undefined) return [...faults];
  const ofRules = issuesOfRegistration(rules, candidateFrom(client.given, client.metadata));
  const found = joinIssues(unreadable, ofRules)
    .filter(({ path }) => !line.misspelled.has(`${path[0]}`))
    .map((one) => ({ ...one, path: line.pathOf(one.path) }));
  return [
    ...faults,
    ...repeatedIds(line.number, client, seen),
    ...found,
    ...timesToCome(client, rules.now()),
    ...issuesOfSecrets(client, rules.now()),
    ...(await encryptedSecretIssues(rules, client.secrets ?? [])),
  ];
}

function repeatedIds(number: number, { clientId, secrets = [] }: ImportedClient, seen: SeenIds): LineIssue[] {
  const issues: LineIssue[] = [];
  if (clientId !== undefined) {
    if (seen.has(clientId)) issues.push(earlier('CLIENT_ID_TWICE', seen.get(clientId), 'client_id'));
    else seen.set(clientId, number);
  }
  for (const [index, { id, digest }] of secrets.entries()) {
    // The digest is empty if it could not be read.
    const isTwice = digest !== '' && secrets.slice(0, index).some((one) => one.digest === digest);
    if (isTwice) issues.push(importFault('SECRET_TWICE', 'secrets', index, 'digest'));
    if (id === undefined) continue;
    if (seen.has(id)) issues.push(importFault('SECRET_ID_TAKEN', 'secrets', index, 'secret_id'));
    else seen.set(id, number);
  }
  return issues;
}

function earlier(code: 'CLIENT_ID_TWICE', line: number | undefined, ...path: LineIssue['path']): LineIssue {
  const fault = importFault(code, ...path);
  return { ...fault, message: `${fault.message} See line ${line}.` };
}

function issuesOfSecrets({ metadata, secrets = [] }: ImportedClient, now: Date): LineIssue[] {
  if (secrets.length > maxKeptSecrets) return [importFault('SECRETS_TOO_MANY', 'secrets')];
  const issues: LineIssue[] = [];
  const usesSecret = needsSecret(metadata);
  // The longest grace period of a rotation. Without a limit, a retired secret would stay valid forever.
  const latestEnd = now.getTime() + maxGraceSeconds * 1000 + day;
  for (const [index, secret] of secrets.entries()) {
    const isEndless = secret.expiresAt === null || secret.expiresAt.getTime() > latestEnd;
    if (secret.status === 'retired' && isEndless)
      issues.push(importFault('SECRET_RETIRED_END', 'secrets', index, 'expires_at'));
    // It would become valid as soon as the client gets an authentication method that uses a secret.
    if (!usesSecret && verifies(secret, now)) issues.push(issue('SECRET_NOT_USED', 'secrets', index));
  }
  const active = secrets.filter((secret) => isActive(secret, now));
  return active.length > maxActiveSecrets ? [...issues, issue('SECRET_LIMIT', 'secrets')] : issues;
}

/** A client with a deletion time in the future would never be erased, and a future last use would hide earlier ones. */
function timesToCome(client: ImportedClient, now: Date): LineIssue[] {
  const latest = now.getTime() + day;
  const issues: LineIssue[] = [];
  const checkEntry = (
    { createdAt, updatedAt, lastUsedAt, deletedAt }: Times,
    ...place: LineIssue['path']
  ) => {
    const times = {
      created_at: createdAt,
      updated_at: updatedAt,
      last_used_at: lastUsedAt,
      deleted_at: deletedAt,
    };
    for (const [name, time] of Object.entries(times)) {
      if (time && time.getTime() > latest) issues.push(importFault('INSTANT_FUTURE', ...place, name));
    }
  };
  checkEntry(client);
  for (const [index, secret] of (client.secrets ?? []).entries()) checkEntry(secret, 'secrets', index);
  return issues;
}

type Times = Pick<ImportedClient, 'createdAt' | 'updatedAt' | 'lastUsedAt'> &
  Partial<Pick<ImportedClient, 'deletedAt'>>;

/** Otherwise an unusable copy, or that of another secret, would be noticed only when a client authenticates. */
async function encryptedSecretIssues(
  { decryptSecret }: ImportRules,
  secrets: readonly ImportedSecret[],
): Promise<LineIssue[]> {
  const issues: LineIssue[] = [];
  for (const [index, { encrypted, digest }] of secrets.entries()) {
    if (encrypted === null) continue;
    const plaintext = await decryptSecret(encrypted).catch(() => undefined);
    if (plaintext === undefined || digestSecret(plaintext) !== digest)
      issues.push(importFault('SECRET_ENCRYPTED_UNREADABLE', 'secrets', index, 'sealed'));
  }
  return issues;
}
