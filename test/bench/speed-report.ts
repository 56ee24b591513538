/** One kind of work with one number of callers, as medians of the rounds. */
export interface Measurement {
  readonly work: string;
  readonly callers: number;
  /** Calls per second divided by those of the yardstick, per round. */
  readonly ratio: number;
  readonly perSecond: number;
  readonly yardstickPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time per call, in microseconds. */
  readonly gatewayTime: number;
  readonly databaseTime: number;
  /** Memory of the gateway, in MiB. */
  readonly memory: number;
}

/** Other results, as a line of text. */
export interface Setting {
  readonly what: string;
  readonly result: string;
}

export interface Report {
  readonly date: string;
  readonly machine: string;
  readonly database: string;
  readonly yardstick: string;
  readonly rows: number;
  readonly rounds: number;
  readonly measurements: readonly Measurement[];
  readonly settings: readonly Setting[];
}

/** Target ratios for registering and reading, by number of callers. */
const targets: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  'create by GraphQL': { 1: 0.35, 16: 0.6, 64: 0.8 },
  'create by REST': { 1: 0.4, 16: 0.75, 64: 1 },
  'read by client_id (GraphQL)': { 16: 0.3 },
  'read by client_id (REST)': { 16: 0.3 },
};

/** The report in Markdown, so that it can be pasted into a document. */
export function tableOf(report: Report): string {
  const { date, machine, database, yardstick, rows, rounds, measurements, settings } = report;
  const lines = measurements.map((one) =>
    row([
      one.work,
      one.callers,
      `${one.ratio.toFixed(2)}${targetOf(one)}`,
      Math.round(one.perSecond),
      Math.round(one.yardstickPerSecond),
      `${one.p50.toFixed(1)} / ${one.p99.toFixed(1)}`,
      `${Math.round(one.gatewayTime)} + ${Math.round(one.databaseTime)}`,
      Math.round(one.memory),
    ]),
  );
  return [
    '',
    `${date}, ${machine}, ${database}, ${rows.toLocaleString('en')} clients, median of ${rounds}, yardstick: ${yardstick}`,
    '',
    row([
      'work',
      'callers',
      'ratio (target)',
      'calls/s',
      'yardstick/s',
      'p50 / p99 ms',
      'CPU µs, gateway + database',
      'MiB',
    ]),
    row(Array<string>(8).fill('---')),
    ...lines,
    '',
    ...[...verdictsOn(measurements), ...settings].map(({ what, result }) => `- ${what}: ${result}`),
  ].join('\n');
}

/** The targets that are not ratios. */
function verdictsOn(measurements: readonly Measurement[]): Setting[] {
  return measurements.flatMap(({ work, callers, p50, p99, gatewayTime }) => {
    if (!work.startsWith('create')) return [];
    const spread = { what: `${work}, ${callers}, p99 to p50 (2.5)`, result: (p99 / p50).toFixed(1) };
    const cost = {
      what: `${work}, ${callers}, CPU of the gateway (180 µs)`,
      result: `${Math.round(gatewayTime)} µs`,
    };
    if (callers === 64) return [spread];
    return callers === 16 && work === 'create by GraphQL' ? [cost] : [];
  });
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

function targetOf({ work, callers }: Measurement): string {
  const target = targets[work]?.[callers];
  return target === undefined ? '' : ` (${target.toFixed(2)})`;
}

const bar = { height: 16, gap: 6, left: 260, width: 520 };

/** The ratios as bars; a red line marks a target, and the dashed line is the yardstick. */
export function chartOf({ date, machine, measurements }: Report): string {
  const place = `${date}, ${machine}`.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const longest = Math.max(1, ...measurements.map(({ ratio }) => ratio));
  const x = (ratio: number) => bar.left + (ratio / longest) * bar.width;
  const bars = measurements.map((one, index) => {
    const y = 40 + index * (bar.height + bar.gap);
    const target = targets[one.work]?.[one.callers];
    const mark =
      target === undefined
        ? ''
        : `<line x1="${x(target)}" x2="${x(target)}" y1="${y - 2}" y2="${y + bar.height + 2}" stroke="#c33" stroke-width="2"/>`;
    return `<text x="${bar.left - 8}" y="${y + 12}" text-anchor="end">${one.work}, ${one.callers}</text>
<rect x="${bar.left}" y="${y}" width="${x(one.ratio) - bar.left}" height="${bar.height}" fill="#47a"/>${mark}
<text x="${x(one.ratio) + 6}" y="${y + 12}">${one.ratio.toFixed(2)}</text>`;
  });
  const height = 60 + measurements.length * (bar.height + bar.gap);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${bar.left + bar.width + 60}" height="${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
<text x="8" y="20">Calls a second, as a ratio to bare SQL (work, callers). ${place}</text>
<line x1="${x(1)}" x2="${x(1)}" y1="32" y2="${height - 16}" stroke="#999" stroke-dasharray="4"/>
${bars.join('\n')}
</svg>
`;
}
