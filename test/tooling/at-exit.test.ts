import SchemaBuilder from '@pothos/core';
import { expect, test, vi } from 'vitest';

test('test files that load the harness in one process share one exit listener', async () => {
  // Files that run later in this process load the plugins of the schema again.
  SchemaBuilder.allowPluginReRegistration = true;
  await import('../harness/program.ts');
  const before = process.listenerCount('exit');
  for (let file = 0; file < 12; file++) {
    vi.resetModules();
    await import('../harness/program.ts');
  }
  expect(process.listenerCount('exit')).toBe(before);
});
