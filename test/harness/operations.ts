import { readdirSync } from 'node:fs';
import type { Operation } from '../../src/operations/perform.ts';

const folder = new URL('../../src/operations/', import.meta.url);

const isOperation = (value: unknown): value is Operation<never, unknown> =>
  typeof value === 'function' && 'forbid' in value;

/** Every operation of `src/operations`, by its export name. */
export async function allOperations(): Promise<(readonly [string, Operation<never, unknown>])[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const modules: object[] = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
  return modules
    .flatMap((module) => Object.entries(module))
    .flatMap(([name, value]) => (isOperation(value) ? [[name, value] as const] : []));
}
