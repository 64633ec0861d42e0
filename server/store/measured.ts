/** The store as it is, telling how long its commits took, which keys came again, and how people were caught up. */
import type { Store } from "#server/domain/store.ts";
import type { Measures } from "#server/observability/measures.ts";
import type { Tracing } from "#server/observability/tracing.ts";
import type { Statements } from "./writer.ts";

/** For the writer: each of its statements is one commit. */
export const measuredCommits = (pool: Statements, measures: Measures): Statements => ({
  async query(statement) {
    const started = performance.now();
    const answer = await pool.query(statement);
    measures.committed("messages", (performance.now() - started) / 1000);
    measures.batched(answer.rows.length);
    return answer;
  },
});

export const measuredStore = (store: Store, measures: Measures, tracing: Pick<Tracing, "commit">): Store => ({
  ...store,
  async send(message) {
    const sent = await tracing.commit(() => store.send(message));
    if (sent.repeated) measures.repeated();
    return sent;
  },
  async change(request) {
    const started = performance.now();
    const outcome = await tracing.commit(() => store.change(request));
    measures.committed("change", (performance.now() - started) / 1000);
    if (outcome.repeated) measures.repeated();
    return outcome;
  },
  async sync(userId, workspaceId, payload) {
    const result = await store.sync(userId, workspaceId, payload);
    for (const { status } of result.rooms) measures.caughtUp("sync", status);
    return result;
  },
});
