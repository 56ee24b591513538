import { afterEach, expect, test, vi } from 'vitest';
import { importReport } from '../../../src/cli/import/import-report.ts';
import { importFault } from '../../../src/domain/error/import-fault.ts';

const { isTTY } = process.stderr;
afterEach(() => {
  process.stderr.isTTY = isTTY;
  vi.restoreAllMocks();
});

function onTerminal(): { shown: string } {
  const terminal = { shown: '' };
  process.stderr.isTTY = true;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    terminal.shown += text;
    return true;
  });
  return terminal;
}

test.each(['finish', 'abort'] as const)(
  'shows refused lines on a terminal even if %s follows at once',
  (end) => {
    const terminal = onTerminal();
    const signals = process.listenerCount('SIGINT');
    const report = importReport({ runId: 'run-1', bytes: 100 });
    report.read(100);
    report.tell({ line: 7, kind: 'refused', issues: [importFault('LINE_NOT_JSON')] });
    expect(process.listenerCount('SIGINT'), 'the bar leaves signals alone').toBe(signals);
    report[end]();
    expect(terminal.shown).toContain('line 7: LINE_NOT_JSON ');
    expect(terminal.shown, 'a bar').toMatch(/100%/);
  },
);

interface Case {
  readonly isNamed?: boolean;
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
}

test.each<[Case, string]>([
  [{}, 'Run the import again for the rest.'],
  [{ isNamed: true }, 'without the lines on standard output'],
  [{ isNamed: true, dryRun: true }, 'Nothing was written.'],
  [{ isNamed: true, allOrNothing: true }, 'Nothing was written.'],
])('says what to do after an import that stopped: %o', ({ isNamed = false, ...flags }, sentence) => {
  const terminal = onTerminal();
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const report = importReport({ ...flags, quiet: true, runId: 'run-1', bytes: undefined });
  report.tell({ line: 1, kind: 'imported', clientId: 'app-1', isNamed, lacksSecret: false });
  report.abort();
  expect(terminal.shown).toContain(sentence);
  expect(stdout.mock.calls.length, 'only what is stored is named').toBe(
    isNamed && !flags.dryRun && !flags.allOrNothing ? 1 : 0,
  );
});

test('lists every client that may be stored after an import that stopped, and says how to find out', () => {
  const terminal = onTerminal();
  const report = importReport({ quiet: true, runId: 'run-1', bytes: undefined });
  report.tell({ line: 4, kind: 'unknown', clientId: 'app-4', isNamed: true });
  report.abort();
  expect(terminal.shown).toContain('line 4: app-4 may have been stored\n');
  expect(terminal.shown).toContain('request id run-1');
});

test('lists the clients of a one-commit import whose result is unknown as possibly stored', () => {
  const terminal = onTerminal();
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const report = importReport({ allOrNothing: true, quiet: true, runId: 'run-1', bytes: undefined });
  report.tell({ line: 1, kind: 'imported', clientId: 'app-1', isNamed: true, lacksSecret: false });
  report.allReported();
  report.abort();
  expect(terminal.shown).not.toContain('Nothing was written');
  expect(terminal.shown).toContain('check for audit events with the request id run-1');
  expect(stdout.mock.calls.map(([text]) => text)).toEqual(['{"line":1,"client_id":"app-1"}\n']);
});
