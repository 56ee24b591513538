import type { ServerResponse } from 'node:http';
import type { Database } from '../../store/database.ts';
import { readinessOf } from '../../store/readiness.ts';
import { writeJson } from '../http/json-response.ts';

/** Milliseconds for which an answer of the database is good: however often one asks, it is asked no oftener. */
const memory = 500;

type Readiness = 'ready' | 'draining' | 'unreachable' | 'not migrated';

export interface Health {
  readonly readiness: () => Promise<Readiness>;
  /** From now on this instance wants no more requests. */
  readonly drain: () => void;
}

export function createHealth(database: Database): Health {
  let isDraining = false;
  let asked: { readonly at: number; readonly answer: ReturnType<typeof readinessOf> } | undefined;
  return {
    readiness: async () => {
      const now = performance.now();
      if (asked === undefined || now - asked.at > memory) asked = { at: now, answer: readinessOf(database) };
      return isDraining ? 'draining' : ((await asked.answer) ?? 'ready');
    },
    drain: () => {
      isDraining = true;
    },
  };
}

/** `GET /livez`: the process answers. It says nothing of the database, whose failure no restart of this process mends. */
export function answerLiveness(response: ServerResponse): void {
  writeJson(response, 200, { status: 'alive' });
}

/** `GET /readyz`: 200 where requests are welcome, else 503 with the reason. */
export async function answerReadiness(response: ServerResponse, health: Health): Promise<void> {
  const status = await health.readiness();
  writeJson(response, status === 'ready' ? 200 : 503, { status });
}
