import { MultiBar, Presets } from 'cli-progress';
import type { LineIssue } from '../../domain/error/import-fault.ts';
import type { ImportOutcome } from '../../operations/import/importer.ts';
import { inRestNames, restPath } from '../../rest/field-name.ts';
import { isPrintable } from './member-reader.ts';

/** Says what becomes of an import while it runs, and sums it up. */
export interface Report {
  /** So many bytes more were read. */
  readonly read: (bytes: number) => void;
  /** Members of a line that were left out. */
  readonly ignore: (members: readonly string[]) => void;
  readonly tell: (outcome: ImportOutcome) => void;
  /** Every outcome was told; where all lines are one commit, it is still to come. */
  readonly told: () => void;
  /** Everything is stored that is to be. */
  readonly finish: () => void;
  /** The import could not go on. */
  readonly abort: () => void;
  /** Lines that were refused so far. */
  readonly refused: number;
}

interface ReportOptions {
  readonly runId: string;
  /** Of the whole file; `undefined` where it is not known. */
  readonly bytes: number | undefined;
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly quiet?: boolean;
}

export function importReport(options: ReportOptions): Report {
  const startedAt = performance.now();
  const progress = options.quiet || !process.stderr.isTTY ? noProgress : openProgress(options);
  const counts = {
    imported: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    refused: 0,
    unknown: 0,
    lacksSecret: 0,
  };
  const ignored = new Map<string, number>();
  /** Ids that are not stored for certain before all of them are. */
  const held: string[] = [];
  let areNamed = false;
  let areTold = false;
  const printNew = (outcome: string) => {
    areNamed = true;
    if (options.allOrNothing) held.push(outcome);
    else process.stdout.write(outcome);
  };
  return {
    get refused() {
      return counts.refused;
    },
    read: progress.read,
    ignore: (members) => {
      for (const member of members) countIgnored(ignored, member);
    },
    tell: (outcome) => {
      counts[outcome.kind] += 1;
      if (outcome.kind === 'refused') progress.say(printedIssues(outcome.line, outcome.issues));
      else if (outcome.kind === 'unknown') progress.say(unknownClient(outcome));
      else {
        if (outcome.lacksSecret) counts.lacksSecret += 1;
        if (outcome.isNamed && !options.dryRun)
          printNew(`${JSON.stringify({ line: outcome.line, client_id: outcome.clientId })}\n`);
      }
      progress.lines(counts);
    },
    told: () => {
      areTold = true;
    },
    finish: () => {
      progress.stop();
      const isNothing = options.allOrNothing === true && counts.refused > 0;
      if (!isNothing) process.stdout.write(held.join(''));
      if (!options.quiet)
        process.stderr.write(`${summary(options, counts, isNothing, startedAt)}${ignoredMembers(ignored)}`);
    },
    abort: () => {
      progress.stop();
      const isCommitting = areTold && options.allOrNothing === true && counts.refused === 0;
      if (isCommitting) process.stdout.write(held.join(''));
      const stored = isCommitting ? mayBeStored(options) : whatIsStored(options, areNamed, counts);
      process.stderr.write(`The import stopped. ${stored}\n`);
    },
  };
}

/** The answer to a commit was lost. */
function mayBeStored({ runId }: ReportOptions): string {
  return (
    'Whether all of it was stored, or nothing, is not known: look for audit events with the request id ' +
    `${runId} before you run it again.`
  );
}

function unknownClient({ line, clientId }: Extract<ImportOutcome, { kind: 'unknown' }>): string {
  return `line ${line}: whether ${clientId} was stored is not known\n`;
}

function whatIsStored(
  { allOrNothing, dryRun, runId }: ReportOptions,
  areNamed: boolean,
  { unknown }: Counts,
): string {
  if (allOrNothing || dryRun) return 'Nothing was written.';
  if (unknown > 0)
    return (
      'What was imported before is stored. Of some lines it is not known: look for audit events with the request id ' +
      `${runId}, and run it again without the lines that had no client_id and are stored.`
    );
  const again = areNamed
    ? ', without the lines that standard output names: they had no client_id and would be registered anew'
    : '';
  return `What was imported so far is stored; run it again to import the rest${again}.`;
}

/** Every issue of a line, each on a line of its own. */
function printedIssues(line: number, issues: readonly LineIssue[]): string {
  return issues
    .map(({ path, code, message, reference }) => {
      const place = path.length === 0 ? '' : `${restPath(path.map(String))} `;
      return `line ${line}: ${place}${code} ${inRestNames(message)} (${reference})\n`;
    })
    .join('');
}

type Counts = Readonly<Record<ImportOutcome['kind'] | 'lacksSecret', number>>;

function summary(
  { dryRun, runId }: ReportOptions,
  counts: Counts,
  isNothing: boolean,
  startedAt: number,
): string {
  const { imported, updated, unchanged, skipped, refused, lacksSecret } = counts;
  const lines = imported + updated + unchanged + skipped + refused;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const isStored = !dryRun && !isNothing;
  const head = dryRun
    ? 'Dry run, nothing was written: '
    : isNothing
      ? 'Nothing was written, because lines were refused: '
      : '';
  const run =
    isStored && imported + updated > 0 ? ` The audit events of this run have the request id ${runId}.` : '';
  const would = isStored ? '' : 'would be ';
  const secretless =
    lacksSecret === 0
      ? ''
      : `Clients without the secret that they need to authenticate: ${lacksSecret}. Add one to each.\n`;
  return (
    `${head}${imported} ${would}imported, ${updated} ${would}updated, ${unchanged} unchanged, ${skipped} ${would}skipped, ` +
    `${refused} refused of ${lines} lines in ${seconds} s.${run}\n${secretless}`
  );
}

/** Different names that are kept, so that a file of ever new ones does not fill the memory. */
const maxIgnored = 100;
const otherNames = 'others';

function countIgnored(ignored: Map<string, number>, member: string): void {
  const isNamed = isPrintable(member) && (ignored.has(member) || ignored.size < maxIgnored);
  const name = isNamed ? member : otherNames;
  ignored.set(name, (ignored.get(name) ?? 0) + 1);
}

function ignoredMembers(ignored: ReadonlyMap<string, number>): string {
  if (ignored.size === 0) return '';
  const members = [...ignored].map(([name, count]) => `${name} (${count})`);
  return `Ignored members, with the number of lines: ${members.join(', ')}.\n`;
}

interface Progress {
  readonly read: (bytes: number) => void;
  readonly lines: (counts: Counts) => void;
  /** Above the bar. */
  readonly say: (text: string) => void;
  readonly stop: () => void;
}

const noProgress: Progress = {
  read: () => {},
  lines: () => {},
  say: (text) => process.stderr.write(text),
  stop: () => {},
};

function openProgress({ bytes, dryRun }: ReportOptions): Progress {
  const counted = `{imported} ${dryRun ? 'would be ' : ''}imported, {refused} refused`;
  const format = bytes === undefined ? counted : `{bar} {percentage}% | ${counted} | {eta_formatted} left`;
  const bars = new MultiBar(
    // It would swallow the first signal and let the import go on.
    { format, stream: process.stderr, gracefulExit: false, clearOnComplete: true, etaBuffer: 50 },
    Presets.shades_classic,
  );
  const bar = bars.create(bytes ?? 0, 0, { imported: 0, refused: 0 });
  return {
    read: (more) => bar.increment(more),
    lines: ({ imported, refused }) => bar.update({ imported, refused }),
    say: (text) => bars.log(text),
    stop: () => {
      // What was said since the bar was last drawn is still to be shown.
      bars.update();
      bars.stop();
    },
  };
}
