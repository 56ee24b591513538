import { readFileSync } from 'node:fs';
import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationsFolder } from '../../../src/store/database.ts';

/** A committed migration. */
export interface Step {
  readonly idx: number;
  readonly tag: string;
  readonly when: number;
}

interface Journal {
  readonly entries: readonly Step[];
}

const journal: Journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8'));

export const steps = journal.entries;
export const lastStep = steps.at(-1) as Step;

/** The migrations up to a step, copied to `directory`. */
export function folderUpTo(step: Step, directory: string): Promise<string> {
  return folderOf(steps.slice(0, steps.indexOf(step) + 1), directory);
}

/** The migrations of a newer version with one more step for each SQL text. */
export async function folderWith(texts: readonly string[], directory: string): Promise<string> {
  const further = texts.map((_, index) => ({
    ...lastStep,
    idx: lastStep.idx + index + 1,
    tag: `9999_later-${index}`,
    when: lastStep.when + index + 1,
  }));
  const folder = await folderOf([...steps, ...further], directory);
  for (const [index, { tag }] of further.entries()) {
    await writeFile(join(folder, `${tag}.sql`), texts[index] ?? '');
  }
  return folder;
}

async function folderOf(entries: readonly Step[], directory: string): Promise<string> {
  const folder = await mkdtemp(join(directory, 'drizzle-'));
  await cp(migrationsFolder, folder, { recursive: true });
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  return folder;
}
