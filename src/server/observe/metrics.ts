import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { StatementObserver } from '../../store/queue/observer.ts';
import { errorCodeOf } from '../http/error-code.ts';
import type { Exchange } from '../http/exchange.ts';

/** Seconds: from the time of a lookup to the longest time of a request. */
const latencies = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];
const batchSizes = [1, 2, 5, 10, 20, 50, 100];

export interface Metrics {
  /** Prometheus text format, version 0.0.4. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
  readonly request: (exchange: Exchange) => void;
  /** Runs an operation and measures it, whichever API it came through. */
  readonly measureOperation: <Result>(operation: string, run: () => Promise<Result>) => Promise<Result>;
  readonly databaseCall: (call: string, run: () => Promise<unknown>) => Promise<unknown>;
  readonly statements: StatementObserver;
}

/**
 * The metrics. Labels come from fixed lists (routes, operations, error codes and functions of the store) and never from a
 * request, so their number is bounded.
 *
 * @param connections the number of open connections.
 */
export function createMetrics(connections: () => Promise<number>): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const { requests, operations, calls, underWay, batches, failures } = createInstruments([register]);
  const queues = createGauges([register], connections);
  return {
    text: () => register.metrics(),
    contentType: register.contentType,
    request: ({ route, response, startedAt }) => {
      const status = String(response.statusCode);
      if (response.statusCode === 500) failures.inc();
      requests.observe({ route, status }, (performance.now() - startedAt) / 1000);
    },
    measureOperation: async (operation, run) => {
      const startedAt = performance.now();
      const observe = (outcome: string) =>
        operations.observe({ operation, outcome }, (performance.now() - startedAt) / 1000);
      try {
        const result = await run();
        observe('ok');
        return result;
      } catch (error) {
        observe(errorCodeOf(error));
        throw error;
      }
    },
    databaseCall: async (call, run) => {
      const startedAt = performance.now();
      underWay.inc({ call });
      try {
        return await run();
      } finally {
        underWay.dec({ call });
        calls.observe({ call }, (performance.now() - startedAt) / 1000);
      }
    },
    statements: {
      queue: (name, waiting) => queues.set(name, waiting),
      batch: (statement, size) => batches.observe({ statement }, size),
    },
  };
}

function createInstruments(registers: Registry[]) {
  const requests = new Histogram({
    name: 'clientele_http_request_duration_seconds',
    help: 'HTTP request duration in seconds, by route and status.',
    labelNames: ['route', 'status'],
    buckets: latencies,
    registers,
  });
  const operations = new Histogram({
    name: 'clientele_operation_duration_seconds',
    help: 'Operations of every API, by outcome: ok or an error code.',
    labelNames: ['operation', 'outcome'],
    buckets: latencies,
    registers,
  });
  const calls = new Histogram({
    name: 'clientele_database_call_duration_seconds',
    help: 'Duration of database calls, including waits for a connection and a batch.',
    labelNames: ['call'],
    buckets: latencies,
    registers,
  });
  const underWay = new Gauge({
    name: 'clientele_database_calls_under_way',
    help: 'Calls of the store that have not returned.',
    labelNames: ['call'],
    registers,
  });
  const batches = new Histogram({
    name: 'clientele_statement_batch_size',
    help: 'Calls per batched statement.',
    labelNames: ['statement'],
    buckets: batchSizes,
    registers,
  });
  const failures = new Counter({
    name: 'clientele_internal_errors_total',
    help: 'Responses with an internal error.',
    registers,
  });
  return { requests, operations, calls, underWay, batches, failures };
}

/** Gauges that are read with the metrics. Returns the queues whose lengths it reads, by statement. */
function createGauges(registers: Registry[], connections: () => Promise<number>): Map<string, () => number> {
  const queues = new Map<string, () => number>();
  new Gauge({
    name: 'clientele_statement_queue_depth',
    help: 'Calls waiting for a batched statement.',
    labelNames: ['statement'],
    registers,
    collect() {
      for (const [statement, waiting] of queues) this.set({ statement }, waiting());
    },
  });
  new Gauge({
    name: 'clientele_http_connections',
    help: 'Open client connections.',
    registers,
    async collect() {
      this.set(await connections());
    },
  });
  return queues;
}
