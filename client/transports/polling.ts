/**
 * The last way, where no stream gets through (FB-4): commands by POST, and `sync` by POST again and again. It says `hello`
 * by itself once the server answers.
 */
import { resultSchemas } from "#contract/commands.ts";
import type { EventEnvelope } from "#contract/events.ts";
import { defaultLimits } from "#contract/limits.ts";
import type { Clock } from "../clock.ts";
import type { Http } from "../http.ts";
import { newId } from "../new-id.ts";
import { postCommand } from "../post-command.ts";
import { createRest } from "../rest.ts";
import type { Timings } from "../timings.ts";
import { type Link, LinkLost, type OpenLink } from "./transport.ts";

type PollingOptions = {
  readonly http: Http;
  readonly clock: Clock;
  readonly timings: Pick<Timings, "pollMinMs" | "pollMaxMs">;
};

export const polling =
  ({ http, clock, timings }: PollingOptions): OpenLink =>
  (handlers): Link => {
    let over = false;
    let pause = timings.pollMinMs;
    let cancel = () => {};

    const end = (kind: "lost" | null) => {
      if (over) return;
      over = true;
      cancel();
      if (kind) handlers.closed(kind);
    };

    const schedule = () => {
      cancel();
      if (!over) cancel = clock.after(pause, () => void poll());
    };

    const poll = async () => {
      try {
        const news = await handlers.poll();
        pause = news ? timings.pollMinMs : Math.min(timings.pollMaxMs, pause * 1.5);
        handlers.alive();
        schedule();
      } catch {
        end("lost");
      }
    };

    greet(http, clock).then(
      (hello) => {
        if (over) return;
        handlers.event(hello);
        schedule();
      },
      () => end("lost"),
    );

    return {
      send(command) {
        if (over) return Promise.reject(new LinkLost());
        // Who writes is waiting for an answer.
        if (command.action !== "sync") {
          pause = timings.pollMinMs;
          schedule();
        }
        return postCommand(http, command);
      },
      close: () => end(null),
    };
  };

/** What a stream's `hello` would have said: `sync` without cursors names every room and its head. */
async function greet(http: Http, clock: Clock): Promise<EventEnvelope> {
  const command = { v: 1, action: "sync", requestId: newId(), payload: { cursors: {} } };
  const [me, reply] = await Promise.all([createRest(http)("me.get"), postCommand(http, command)]);
  if (!me.ok || !reply.ok) throw new LinkLost();
  const sync = resultSchemas.sync.parse(reply.payload);
  const timestamp = new Date(clock.now()).toISOString();
  return {
    v: 1,
    type: "event",
    event: "hello",
    timestamp,
    payload: {
      connectionId: "polling",
      node: "",
      user: me.answer.user,
      heartbeatMs: 0,
      limits: defaultLimits,
      epoch: sync.epoch,
      rooms: sync.rooms.map(({ roomId, head }) => ({ roomId, slug: "", head })),
      presence: {},
      serverTime: sync.at,
    },
  };
}
