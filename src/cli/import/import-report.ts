import { MultiBar, Presets } from 'cli-progress';
import type { LineIssue } from '../../domain/error/import-fault.ts';
import type { ImportOutcome } from '../../operations/import/importer.ts';
import { inRestNames, restPath } from '../../rest/wire/field-name.ts';
import { isPrintable } from './member-reader.ts';

/** Reports the outcomes of an import while it runs, and a summary. */
export interface Report {
  /** Counts further bytes that were read. */
  readonly read: (bytes: number) => void;
  /** Counts the ignored members of a line. */
  readonly ignore: (members: readonly string[]) => void;
  readonly tell: (outcome: ImportOutcome) => void;
  /** All outcomes were reported. With `--all-or-nothing`, the commit follows. */
  readonly allReported: () => void;
  /** The import is complete. */
  readonly finish: () => void;
  /** The import failed. */
  readonly abort: () => void;
  /** Number of refused lines so far. */
  readonly refused: number;
}

interface ReportOptions {
  readonly runId: string;
  /** Size of the file; `undefined` for standard input. */
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
  /** With `--all-or-nothing`: lines for standard output, printed after the commit. */
  const held: string[] = [];
  let areNamed = false;
  let areReported = false;
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
    allReported: () => {
      areReported = true;
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
      const isCommitting = areReported && options.allOrNothing === true && counts.refused === 0;
      if (isCommitting) process.stdout.write(held.join(''));
      const stored = isCommitting ? mayBeStored(options) : whatIsStored(options, areNamed, counts);
      process.stderr.write(`The import stopped. ${stored}\n`);
    },
  };
}

/** The response to a commit was lost. */
function mayBeStored({ runId }: ReportOptions): string {
  return (
    'Either all clients were stored or none. Before you run the import again, check for audit events with the request id ' +
    `${runId}.`
  );
}

function unknownClient({ line, clientId }: Extract<ImportOutcome, { kind: 'unknown' }>): string {
  return `line ${line}: ${clientId} may have been stored\n`;
}

function whatIsStored(
  { allOrNothing, dryRun, runId }: ReportOptions,
  areNamed: boolean,
  { unknown }: Counts,
): string {
  if (allOrNothing || dryRun) return 'Nothing was written.';
  if (unknown > 0)
    return (
      'Some clients may have been stored. Find them by audit events with the request id ' +
      `${runId}, then remove the stored lines without client_id from the file and import it again.`
    );
  const again = areNamed
    ? ', without the lines on standard output: they have no client_id and would be registered again'
    : '';
  return `The clients imported so far are stored. Run the import again for the rest${again}.`;
}

/** The issues of a line, one per line. */
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
      : `Clients that need a secret and have none: ${lacksSecret}. Add a secret to each.\n`;
  return (
    `${head}${imported} ${would}imported, ${updated} ${would}updated, ${unchanged} unchanged, ${skipped} ${would}skipped, ` +
    `${refused} refused of ${lines} lines in ${seconds} s.${run}\n${secretless}`
  );
}

/** Limit of different names, so that a file with many does not exhaust memory. */
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
  return `Ignored members (number of lines): ${members.join(', ')}.\n`;
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
    // The progress bar would catch the first signal and let the import continue.
    { format, stream: process.stderr, gracefulExit: false, clearOnComplete: true, etaBuffer: 50 },
    Presets.shades_classic,
  );
  const bar = bars.create(bytes ?? 0, 0, { imported: 0, refused: 0 });
  return {
    read: (more) => bar.increment(more),
    lines: ({ imported, refused }) => bar.update({ imported, refused }),
    say: (text) => bars.log(text),
    stop: () => {
      // Messages since the last update of the bar.
      bars.update();
      bars.stop();
    },
  };
}
