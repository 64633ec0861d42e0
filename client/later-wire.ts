/** A wire that is loaded when it is first needed: until then a page shows what came with it. */
import { errorBody } from "#contract/replies.ts";
import { backoff } from "./backoff.ts";
import { sleep } from "./clock.ts";
import { answerFirst, type FirstAnswers } from "./first-answers.ts";
import type { Settings } from "./options.ts";
import type { ConnectionView } from "./public.ts";
import type { Rest } from "./rest.ts";
import { createStore } from "./store.ts";
import type { Wire, WireLine, WireLineOptions } from "./wire.ts";

/** `load` rejects while the server is away; it is called again, ever more slowly (FB-5). */
export function laterWire(load: () => Promise<Wire>, settings: Settings, first: FirstAnswers | null): Wire {
  const { clock, random, timings, surroundings } = settings;
  let wire: Wire | null = null;
  let loading: Promise<Wire> | null = null;
  let tries = 0;
  const failed = createStore<{ readonly retryAt: number } | null>(null);
  let hurry = () => {};

  const loaded = (): Promise<Wire> => {
    loading ??= attempt();
    return loading;
  };
  const attempt = async (): Promise<Wire> => {
    for (;;) {
      try {
        wire = await load();
        failed.set(null);
        // What is asked from here on is to be as new as the connection.
        ask.forget();
        return wire;
      } catch {
        const wait = 200 + backoff(tries, random, timings);
        tries += 1;
        failed.set({ retryAt: clock.now() + wait });
        await new Promise<void>((resolve) => {
          const cancel = clock.after(wait, resolve);
          hurry = () => {
            cancel();
            resolve();
          };
        });
      }
    }
  };

  const overWire: Rest = async (route, parameters) => {
    const ready = wire ?? (await Promise.race([loaded(), sleep(clock, timings.requestMs).then(() => null)]));
    if (ready) return ready.rest(route, parameters);
    return { ok: false, status: 0, error: errorBody("timeout", "The server could not be reached.") };
  };
  const ask = answerFirst(first, overWire);

  const line = (options: WireLineOptions): WireLine => {
    const view = createStore<ConnectionView>({ state: "connecting" });
    let real: WireLine | null = null;
    let wanted = false;
    const show = () => {
      const away = failed.get();
      if (!surroundings.online()) view.set({ state: "offline" });
      else view.set(away ? { state: "reconnecting", retryAt: away.retryAt } : { state: "connecting" });
    };
    const join = async () => {
      const stopShowing = failed.subscribe(show);
      const made = (await loaded()).line(options);
      stopShowing();
      real = made;
      const follow = () => view.set(made.view.get());
      made.view.subscribe(follow);
      follow();
      if (wanted) made.begin();
    };
    return {
      view,
      begin() {
        if (real) return real.begin();
        if (!wanted) void join();
        wanted = true;
      },
      take(input) {
        if (real) return real.take(input);
        if (input.type === "stop") wanted = false;
        else if (wanted) {
          show();
          if (input.type !== "offline") hurry();
        }
      },
      current: () => real?.current() ?? null,
      check: () => real?.check(),
      // Without a line, as one tab among others that may have it.
      leads: () => real?.leads() ?? false,
      tell: (note) => real?.tell(note),
    };
  };

  return {
    rest: ask,
    understand(action, payload) {
      if (!wire) throw new Error("A reply came before what it came over.");
      return wire.understand(action, payload);
    },
    line,
  };
}
