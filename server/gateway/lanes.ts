/**
 * ENV-6: commands of one connection to one room take effect in the order received, without making a fast sender wait
 * for each reply. The group-commit writer is first in, first out, so sends may follow sends at once; anything else waits
 * for what came before it, and is waited for.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  #intake: Promise<void> | undefined;

  /**
   * Runs `task` in the lane that `resolve` names. `known` is that name where it needs no waiting; while an earlier
   * command still waits for its name, later ones queue behind it.
   */
  async run<T>(
    known: string | undefined,
    resolve: () => Promise<string>,
    order: "pipelined" | "alone",
    task: (lane: string) => Promise<T>,
  ): Promise<T> {
    if (known !== undefined && !this.#intake) return this.#enter(known, order, task);
    const before = this.#intake ?? Promise.resolve();
    let started: Promise<T> | undefined;
    const entered = before.then(async () => {
      const lane = known ?? (await resolve());
      // Only the entering is awaited by later commands, not the task itself.
      started = this.#enter(lane, order, task);
      started.catch(() => {});
    });
    const settled = entered.catch(() => {});
    this.#intake = settled;
    void settled.then(() => {
      if (this.#intake === settled) this.#intake = undefined;
    });
    await entered;
    if (!started) throw new Error("a lane was entered without starting its task");
    return started;
  }

  #enter<T>(name: string, order: "pipelined" | "alone", task: (lane: string) => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(name) ?? { pending: 0, pipelined: true, tail: Promise.resolve() };
    this.#lanes.set(name, lane);
    const atOnce = lane.pending === 0 || (order === "pipelined" && lane.pipelined);
    lane.pipelined = order === "pipelined" && atOnce;
    lane.pending += 1;
    const result = atOnce ? task(name) : lane.tail.then(() => task(name));
    const done = result.then(
      () => {},
      () => {},
    );
    lane.tail = Promise.all([lane.tail, done]).then(() => {
      lane.pending -= 1;
      if (lane.pending === 0) this.#lanes.delete(name);
    });
    return result;
  }
}

type Lane = { pending: number; pipelined: boolean; tail: Promise<void> };
