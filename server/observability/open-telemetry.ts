/**
 * Traces by OpenTelemetry, sent to OTEL_EXPORTER_OTLP_ENDPOINT. Loaded only where that is set: what it needs is large.
 * The exporter and the batches read their other settings (OTEL_EXPORTER_OTLP_HEADERS, OTEL_BSP_…) by themselves.
 */
import { type Context, context, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Tracing } from "./tracing.ts";

export type TraceOptions = {
  /** The collector's base address; the traces go to `/v1/traces` below it. */
  readonly endpoint: string;
  /** The share of commands that is traced, from 0 to 1. */
  readonly share: number;
  readonly node: string;
};

/** To be called once a process: where one is in a trace is kept for all of it. */
export function startTracing({ endpoint, share, node }: TraceOptions): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "parley", "service.instance.id": node }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = provider.getTracer("parley");

  return {
    async command({ action, request, connection }, work) {
      const span = tracer.startSpan(`command ${action}`, {
        kind: SpanKind.SERVER,
        attributes: {
          "parley.action": action,
          "parley.request_id": request,
          ...(connection ? { "parley.connection_id": connection } : {}),
        },
      });
      const { traceId, spanId, traceFlags } = span.spanContext();
      const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
      const reply = await context.with(trace.setSpan(context.active(), span), () => work(traceparent));
      span.setAttribute("parley.result", reply.ok ? "ok" : reply.error.code);
      if (!reply.ok && reply.error.code === "internal") span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      return reply;
    },
    async commit(work) {
      // What is committed outside of a command (by REST) begins no trace of its own.
      if (!trace.getActiveSpan()) return work();
      const span = tracer.startSpan("commit");
      try {
        return await work();
      } finally {
        span.end();
      }
    },
    delivered(traceparent, connections, publishedMs) {
      const parent = contextOf(traceparent);
      if (!parent) return;
      const attributes = { "parley.connections": connections };
      tracer.startSpan("deliver", { kind: SpanKind.CONSUMER, startTime: publishedMs, attributes }, parent).end();
    },
    stop: () => provider.shutdown(),
  };
}

/** W3C's Trace Context, version 00: `00-<trace>-<span>-<flags>`. */
const traceparentPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Another node's word, so whatever it is not is no trace. */
function contextOf(traceparent: string): Context | undefined {
  const [, traceId, spanId, flags] = traceparentPattern.exec(traceparent) ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
