import { closestName } from '../../domain/error/closest-name.ts';
import { importFault, type importFaults, type LineIssue } from '../../domain/error/import-fault.ts';
import { type IssuePath, issue, withNote } from '../../domain/error/issue.ts';
import { readInstant, startOfDay } from '../../domain/instant.ts';
import { isUnsupported } from '../../rest/wire/unsupported-metadata.ts';

/** Creates the issue of a location. */
type IssueAt = (...path: IssuePath) => LineIssue;

/** Reads the members of a JSON object and collects their issues. */
export interface MemberReader {
  /** `undefined` for a member that is absent, `null` or unreadable. */
  read<Value>(name: string, read: (value: unknown) => Value | undefined, issueAt: IssueAt): Value | undefined;
  /** A string that passes the check. */
  text(name: string, fits: (text: string) => boolean, issueAt: IssueAt): string | undefined;
  /** A value of a vocabulary. */
  word<Value extends string>(name: string, vocabulary: Readonly<Record<Value, object>>): Value | undefined;
  instant(name: string): Date | undefined;
  /** The start of the day of a time. */
  day(name: string): Date | null;
  requireMember(name: string): void;
  readonly issues: LineIssue[];
}

/** Names of plaintext secrets in the exports of other products. */
const plainSecrets = [
  'client_secret',
  'clientSecret',
  'secret',
  'secret_value',
  'secretValue',
  'plaintext',
  'value',
];

/** Whether a name may be printed. Others may contain a secret, or characters that change the terminal. */
export function isPrintable(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name);
}

/** Ignored members of an object. */
export interface OtherMembers {
  /** Their names. */
  readonly ignored: string[];
  /** The names that misspelled members probably mean. */
  readonly meant: string[];
}

/**
 * @param known the names of members that are read.
 * @param others collects other members. Without it, every other member is an issue.
 */
export function memberReader(
  json: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  prefix: IssuePath,
  issues: LineIssue[] = [],
  others?: OtherMembers,
): MemberReader {
  for (const name of Object.keys(json)) {
    if (known.has(name)) continue;
    const closest = closestName(name, known);
    if (plainSecrets.includes(name)) issues.push(importFault('PLAIN_SECRET', ...prefix, name));
    else if (others && isUnsupported(name)) {
      if (json[name] !== null) issues.push(issue('UNSUPPORTED_METADATA', ...prefix, name));
    } else if (others && closest === undefined) others.ignored.push(name);
    else issues.push(unknownMember(name, closest, prefix));
    if (closest !== undefined) others?.meant.push(closest);
  }
  const read: MemberReader['read'] = (name, readValue, issueAt) => {
    const value = json[name];
    if (value == null) return undefined;
    const result = readValue(value);
    if (result === undefined) issues.push(issueAt(...prefix, name));
    return result;
  };
  const instant = (name: string) => read(name, readInstant, faultAt('INSTANT_FORM'));
  return {
    read,
    issues,
    instant,
    text: (name, fits, issueAt) =>
      read(name, (value) => (typeof value === 'string' && fits(value) ? value : undefined), issueAt),
    word: <Value extends string>(name: string, vocabulary: Readonly<Record<Value, object>>) =>
      read(
        name,
        (value) =>
          typeof value === 'string' && Object.hasOwn(vocabulary, value) ? (value as Value) : undefined,
        (...path) => unknownValue(Object.keys(vocabulary), path),
      ),
    day: (name) => {
      const found = instant(name);
      return found === undefined ? null : startOfDay(found);
    },
    requireMember: (name) => {
      if (json[name] == null) issues.push(issue('REQUIRED', ...prefix, name));
    },
  };
}

export function faultAt(code: keyof typeof importFaults): IssueAt {
  return (...path) => importFault(code, ...path);
}

/**
 * The path is that of the object, and the message contains the name as written, because a path is printed in the names of the
 * REST API.
 */
function unknownMember(name: string, closest: string | undefined, prefix: IssuePath): LineIssue {
  const message = isPrintable(name)
    ? `Unknown member ${JSON.stringify(name)}.`
    : 'Unknown member. Its name is not shown, because it is not 1 to 64 letters, digits, "_" and "-".';
  return {
    ...issue('UNKNOWN_FIELD', ...prefix),
    message: closest === undefined ? message : `${message} Did you mean ${closest}?`,
  };
}

function unknownValue(words: readonly string[], path: IssuePath): LineIssue {
  return withNote(issue('UNKNOWN_VALUE', ...path), 'ALLOWED', words);
}
