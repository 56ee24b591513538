import type { Link, Context as OtelContext, Span } from '@opentelemetry/api';
import { inTime } from '../../store/deadline.ts';
import { errorCodeOf } from '../http/error-code.ts';
import type { Exchange } from '../http/exchange.ts';

/** Spans of requests and of the work within them. */
export interface Tracer {
  /**
   * A request as a new trace, with a link to the span that its `traceparent` names (W3C Trace Context). The caller is
   * not authenticated here, so it decides neither whether the request is traced nor what is sent to the collector:
   * `tracestate`, `baggage` and the sampling flag are ignored.
   */
  readonly request: (exchange: Exchange, run: () => Promise<void>) => Promise<void>;
  /** A span within a request. */
  readonly within: <Result>(name: string, run: () => Promise<Result>) => Promise<Result>;
  /** Sends the remaining spans if the collector accepts them soon. */
  readonly stop: () => Promise<void>;
}

export const noTracer: Tracer = {
  request: (_, run) => run(),
  within: (_, run) => run(),
  stop: async () => {},
};

/** Milliseconds for the last spans at a stop, which must also finish other work. */
const lastSending = 1000;

/**
 * Sends spans to an OpenTelemetry collector. The packages are loaded only here; their other settings are the standard
 * variables, `OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER` and `OTEL_EXPORTER_OTLP_HEADERS` among them.
 *
 * @param onFailure is told when the last spans could not be sent.
 */
export async function openTracer(endpoint: URL, onFailure: (error: unknown) => void): Promise<Tracer> {
  const { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = await import(
    '@opentelemetry/api'
  );
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { defaultResource, envDetector, detectResources, resourceFromAttributes } = await import(
    '@opentelemetry/resources'
  );
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const url = `${endpoint.href.replace(/\/$/, '')}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'clientele' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  provider.register();
  const tracer = provider.getTracer('clientele');

  async function run<Result>(span: Span, parent: OtelContext, work: () => Promise<Result>): Promise<Result> {
    try {
      return await context.with(trace.setSpan(parent, span), work);
    } catch (error) {
      // Only the code: the message may contain the parameters of a query.
      span.setAttribute('error.type', errorCodeOf(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  }

  function linksTo(traceparent: unknown): Link[] {
    const caller = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
    return caller ? [{ context: caller }] : [];
  }

  return {
    request: (exchange, work) => {
      const attributes = {
        'http.request.method': exchange.method,
        'clientele.request_id': exchange.requestId,
      };
      const links = linksTo(exchange.request.headers.traceparent);
      const span = tracer.startSpan('request', { kind: SpanKind.SERVER, root: true, attributes, links });
      return run(span, context.active(), async () => {
        await work();
        span.updateName(`${exchange.method} ${exchange.route}`);
        span.setAttribute('http.route', exchange.route);
        span.setAttribute('http.response.status_code', exchange.response.statusCode);
        if (exchange.response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      });
    },
    within: (name, work) => run(tracer.startSpan(name), context.active(), work),
    stop: () => inTime(provider.shutdown(), lastSending).catch(onFailure),
  };
}
