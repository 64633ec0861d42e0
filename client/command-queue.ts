/** Commands on their way: each waits for a connection, survives the loss of one, and ends within its time. */
import { type Action, actionTable } from "#contract/actions.ts";
import type { CommandEnvelope } from "#contract/envelope.ts";
import type { ErrorBody } from "#contract/errors.ts";
import { errorBody, failure, type Reply } from "#contract/replies.ts";
import type { Clock } from "./clock.ts";
import type { OpenedLink } from "./line.ts";
import { newId } from "./new-id.ts";

type Waiting = {
  readonly command: CommandEnvelope;
  readonly keyed: boolean;
  sentOver: OpenedLink | null;
  finish(reply: Reply): void;
};

/** More than this are refused at once: nobody writes faster than a connection that is away. */
const maxWaiting = 200;
const retryMs = 500;

export function createCommandQueue(clock: Clock, commandMs: number, current: () => OpenedLink | null) {
  const waiting = new Set<Waiting>();

  const transmit = (entry: Waiting) => {
    const link = current();
    if (!link || entry.sentOver === link) return;
    entry.sentOver = link;
    link.send(entry.command).then(entry.finish, () => {
      if (!waiting.has(entry)) return;
      // Lost: whether it took effect is unknown, so only what is idempotent by its key goes out again (ENV-5).
      if (!entry.keyed)
        return entry.finish(failure(entry.command.requestId, errorBody("timeout", "The connection was lost.")));
      if (entry.sentOver !== link) return;
      entry.sentOver = null;
      if (current() !== link) transmit(entry);
      // The stream stands, only this request failed: again soon, until its time is over.
      else clock.after(retryMs, () => waiting.has(entry) && transmit(entry));
    });
  };

  return {
    /** Resolves with the reply, or `timeout`; never rejects. */
    send(action: Action, payload: unknown, roomId?: string): Promise<Reply> {
      const requestId = newId();
      if (waiting.size >= maxWaiting)
        return Promise.resolve(failure(requestId, errorBody("overloaded", "Too much is waiting for the connection.")));
      return new Promise((resolve) => {
        const cancel = clock.after(commandMs, () =>
          entry.finish(failure(requestId, errorBody("timeout", "The server could not be reached."))),
        );
        const entry: Waiting = {
          command: { v: 1, action, requestId, ...(roomId === undefined ? {} : { roomId }), payload },
          keyed: actionTable[action].keyed,
          sentOver: null,
          finish(reply) {
            cancel();
            waiting.delete(entry);
            resolve(reply);
          },
        };
        waiting.add(entry);
        transmit(entry);
      });
    },
    /** A link can be used: whatever waits goes over it. */
    flush() {
      for (const entry of waiting) if (entry.sentOver === null) transmit(entry);
    },
    /** Whatever waits, or has no reply yet, ends with this. */
    refuse(error: ErrorBody) {
      for (const entry of [...waiting]) entry.finish(failure(entry.command.requestId, error));
    },
  };
}
