import type { ServerResponse } from 'node:http';
import type { Database } from '../../store/database.ts';
import { readinessOf } from '../../store/readiness.ts';
import { writeJson } from '../http/json-response.ts';

/** Cache time in milliseconds, so that frequent probes do not query the database more often. */
const memory = 500;

type Readiness = 'ready' | 'draining' | 'unreachable' | 'not migrated';

export interface Health {
  readonly readiness: () => Promise<Readiness>;
  /** Makes `/readyz` fail from now on. */
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

/**
 * `GET /livez`: the process responds. It does not depend on the database, because a restart of this process would not repair
 * the database.
 */
export function answerLiveness(response: ServerResponse): void {
  writeJson(response, 200, { status: 'alive' });
}

/** `GET /readyz`: 200 if the instance accepts requests, otherwise 503 with the reason. */
export async function answerReadiness(response: ServerResponse, health: Health): Promise<void> {
  const status = await health.readiness();
  writeJson(response, status === 'ready' ? 200 : 503, { status });
}
