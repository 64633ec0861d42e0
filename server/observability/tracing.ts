/** How a command is followed from its arrival over its commit to its delivery, on whichever node. Without an exporter, nothing. */
import type { Reply } from "#contract/envelope.ts";

export type Traced = {
  readonly action: string;
  readonly request: string;
  readonly connection: string | undefined;
};

export interface Tracing {
  /** `work` is given the trace that it is part of (W3C's `traceparent`), for what it leads to elsewhere. */
  command(about: Traced, work: (traceparent?: string) => Promise<Reply>): Promise<Reply>;
  /** Part of the command that asks for it. */
  commit<T>(work: () => Promise<T>): Promise<T>;
  /** A change was handed to so many connections, just now; published then, in epoch milliseconds. */
  delivered(traceparent: string, connections: number, publishedMs: number): void;
  /** Hands over what was not exported yet. */
  stop(): Promise<void>;
}

export const untraced: Tracing = {
  command: (_, work) => work(),
  commit: (work) => work(),
  delivered: () => {},
  stop: async () => {},
};
