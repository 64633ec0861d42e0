/** Has the server tell how it does, again and again while somebody looks; the charts' memory is the page's. */
import type { CommandResult, Store } from "#client/public.ts";
import { createStore } from "#client/store.ts";
import type { ErrorBody } from "#contract/errors.ts";
import type { Measured } from "#contract/measured.ts";
import { type History, recorded } from "./history.ts";

/** Asked again well before the lease ends (`watchMs`) … */
const renewMs = 20_000;
/** … and at once where nothing was heard for so long: another connection knows nothing of it, and polling tells only when asked. */
const silentMs = 3_000;
const lookMs = 1_000;

/** As long as the document lives, also while another of its pages is shown. */
export const history = createStore<History | null>(null);

type Client = {
  readonly measured: Store<Measured | null>;
  command(action: "watchServer", payload: object): Promise<CommandResult<"watchServer">>;
};

/** `refused` is told why where it was not only the network. Ends with what is returned. */
export function watchServer(client: Client, refused: (error: ErrorBody | null) => void): () => void {
  let askedAt = Number.NEGATIVE_INFINITY;
  let heardAt = Number.NEGATIVE_INFINITY;
  let asking = false;
  let over = false;

  const hear = (measured: Measured) => {
    heardAt = performance.now();
    history.set(recorded(history.get(), measured, Date.now()));
  };

  const ask = async () => {
    asking = true;
    askedAt = performance.now();
    const reply = await client.command("watchServer", {});
    asking = false;
    if (over) return;
    if (reply.ok) hear(reply.payload.measured);
    refused(reply.ok || reply.error.retryable ? null : reply.error);
  };

  const look = () => {
    const now = performance.now();
    const wait = now - heardAt > silentMs ? silentMs : renewMs;
    if (!asking && now - askedAt >= wait) void ask();
  };

  const forget = client.measured.subscribe(() => {
    const measured = client.measured.get();
    if (measured) hear(measured);
    // A tab that nobody looks at has slow timers, but still hears.
    look();
  });
  const timer = setInterval(look, lookMs);
  look();
  return () => {
    over = true;
    clearInterval(timer);
    forget();
  };
}
