import { afterEach, expect, test, vi } from 'vitest';
import { importReport } from '../../src/cli/import-report.ts';
import { importFault } from '../../src/registration/import-fault.ts';

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
  'on a terminal what was refused is shown, however soon comes %s',
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
  [{}, 'run it again to import the rest.'],
  [{ isNamed: true }, 'without the lines that standard output names'],
  [{ isNamed: true, dryRun: true }, 'Nothing was written.'],
  [{ isNamed: true, allOrNothing: true }, 'Nothing was written.'],
])('an import that stopped says what to do: %o', ({ isNamed = false, ...flags }, sentence) => {
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
