import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema, printSchema } from 'graphql';
import { z } from 'zod';

const schemaFile = 'schema/schema.graphql';
const acceptedFile = 'schema/accepted-breaks.json';

/** An earlier schema and its name; or the reason why there is none to compare with. */
type Base = Earlier | { readonly missing: string };

interface Earlier {
  readonly sdl: string;
  readonly name: string;
  /**
   * Whether every accepted break came after it. The file lists the breaks since the last release; a single commit contains
   * only some of them, so against that the others are not reported as out of date.
   */
  readonly isBeforeAllBreaks: boolean;
}

export interface Verdict {
  /** Whether every breaking change was accepted. */
  readonly passes: boolean;
  /** Readable text, without a line break at its end. */
  readonly report: string;
}

/** Intended breaks: the message of the change in the report, then the reason and what clients do instead. */
const acceptedBreaks = z.record(z.string(), z.string().trim().min(1));

/**
 * Compares the schema with an earlier one, so that no client breaks by accident. The earlier one is the named revision;
 * else the last release, a tag `v*`; else the merge base with `origin/main`; else the last committed schema.
 */
export async function checkSchema(root: string, schema: GraphQLSchema, revision?: string): Promise<Verdict> {
  const base = revision === undefined ? earlierSchema(root) : schemaOf(root, revision);
  if ('missing' in base) {
    const report = `The schema was not compared with an earlier one: ${base.missing}`;
    // A revision that the caller names must exist.
    return { passes: revision === undefined, report };
  }
  const accepted = readAccepted(join(root, acceptedFile));
  if (accepted === undefined) {
    const report = `${acceptedFile} must be a JSON object with a reason, as a string, for each intended break.`;
    return { passes: false, report };
  }
  // Printed and parsed like the earlier one, because otherwise the directives of only one would be compared.
  const changes = await diff(buildSchema(base.sdl), buildSchema(printSchema(schema)));
  return verdictOf(changes, base, accepted);
}

function readAccepted(file: string): Readonly<Record<string, string>> | undefined {
  try {
    return acceptedBreaks.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function verdictOf(
  changes: readonly Change[],
  base: Earlier,
  accepted: Readonly<Record<string, string>>,
): Verdict {
  const of = (level: CriticalityLevel) => changes.filter(({ criticality }) => criticality.level === level);
  const breaking = of(CriticalityLevel.Breaking);
  const refused = breaking.filter(({ message }) => !Object.hasOwn(accepted, message));
  const meant = breaking.filter(({ message }) => Object.hasOwn(accepted, message));
  // An entry that stayed would accept the same break again later.
  const stale = Object.keys(accepted).filter(
    (sentence) => base.isBeforeAllBreaks && breaking.every(({ message }) => message !== sentence),
  );
  const parts = [
    `The schema was compared with ${base.name}.`,
    section(
      'It breaks clients',
      refused,
      ({ message }) => `${JSON.stringify(message)}: "why, and what clients do instead"`,
    ),
    section('It breaks clients, as accepted', meant, ({ message }) => accepted[message] ?? ''),
    section('It may surprise clients', of(CriticalityLevel.Dangerous), () => ''),
    section('Compatible changes', of(CriticalityLevel.NonBreaking), () => ''),
    refused.length === 0
      ? ''
      : `Keep what clients use and mark it @deprecated. If the break is intended, add its line to ${acceptedFile}.`,
    stale.length === 0
      ? ''
      : `${acceptedFile} accepts changes that are not breaking; remove them:\n${stale.map((one) => `  ${one}`).join('\n')}`,
  ];
  return {
    passes: refused.length === 0 && stale.length === 0,
    report: parts.filter((part) => part !== '').join('\n\n'),
  };
}

function section(title: string, changes: readonly Change[], noteOf: (change: Change) => string): string {
  if (changes.length === 0) return '';
  const lines = changes.flatMap((change) => [
    `  ${change.message}`,
    ...[noteOf(change)].filter(Boolean).map((note) => `    ${note}`),
  ]);
  return `${title}:\n${lines.join('\n')}`;
}

function earlierSchema(root: string): Base {
  const inside = git(root, 'rev-parse', '--show-cdup');
  if (inside.status !== 0 || inside.text !== '')
    return { missing: 'this is not a git checkout, or git is not installed.' };
  const isCommitted = git(root, 'diff', '--quiet', 'HEAD', '--', schemaFile).status === 0;
  // A release is not compared with itself.
  const release = git(
    root,
    'describe',
    '--tags',
    '--abbrev=0',
    '--match=v[0-9]*',
    isCommitted ? 'HEAD^' : 'HEAD',
  );
  if (release.status === 0) return schemaOf(root, release.text);
  const fork = git(root, 'merge-base', 'HEAD', 'origin/main');
  const isBranch = fork.status === 0 && fork.text !== git(root, 'rev-parse', 'HEAD').text;
  if (isBranch) return schemaOf(root, fork.text);
  if (!isCommitted) return schemaOf(root, 'HEAD', false);
  const last = git(root, 'log', '-1', '--format=%H', '--', schemaFile).text;
  const base = schemaOf(root, `${last}^`, false);
  if (!('missing' in base)) return base;
  const isShallow = git(root, 'rev-parse', '--is-shallow-repository').text === 'true';
  return isShallow
    ? {
        missing: 'this is a shallow clone without the previous commit. Run `git fetch --unshallow --tags`.',
      }
    : { missing: 'no earlier one was committed.' };
}

function schemaOf(root: string, revision: string, isBeforeAllBreaks = true): Base {
  const { status, text, error } = git(root, 'show', `${revision}:${schemaFile}`);
  if (status !== 0) return { missing: `git has none of ${revision}: ${error}` };
  const subject = git(root, 'log', '-1', '--format=%h "%s"', revision).text;
  const name = `that of ${revision.startsWith('v') ? `${revision}, ` : ''}${subject}`;
  return { sdl: text, name, isBeforeAllBreaks };
}

function git(root: string, ...words: string[]) {
  const { status, stdout, stderr, error } = spawnSync('git', words, { cwd: root, encoding: 'utf8' });
  return { status, text: (stdout ?? '').trim(), error: error?.message ?? (stderr ?? '').trim() };
}
