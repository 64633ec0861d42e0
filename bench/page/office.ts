/** A node on a real database, the people of an office, and their one big room. */
import { createPool } from "#server/store/pool.ts";
import { type Colleague, gather, openOffice, welcome } from "#test/support/colleagues.ts";
import { startServer, type TestServer } from "#test/support/server.ts";
import { withDatabase } from "../database.ts";
import { print } from "../report.ts";
import { type Filled, fillRoom } from "./history.ts";

export const size = 100_000;
const names = ["Bo", "Cy", "Dana", "Elif", "Femi", "Gina", "Hiro", "Ines"];

export type Office = {
  readonly server: TestServer;
  readonly roomId: string;
  readonly path: string;
  readonly roomName: string;
  /** Whose browser is looked at. */
  readonly reader: Colleague;
  readonly writers: readonly [Colleague, ...Colleague[]];
  readonly filled: Filled;
};

export const withOffice = (work: (office: Office) => Promise<void>): Promise<void> =>
  withDatabase(async (url) => {
    const server = await startServer({ env: { DATABASE_URL: url, LIMITS: "off" } });
    const pool = createPool(url);
    try {
      const reader = await openOffice(server);
      const first = await welcome(server, reader, "Ada");
      const others: Colleague[] = [];
      for (const name of names) others.push(await welcome(server, reader, name));
      const writers = [first, ...others] as const;
      const room = await gather([reader, ...writers], { name: "Big room" });
      const began = performance.now();
      const filled = await fillRoom(pool, room.roomId, [reader, ...writers], size);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      print(`A room of ${filled.messages.toLocaleString("en")} messages over 420 days, written in ${seconds} s`);
      await work({
        server,
        roomId: room.roomId,
        path: `/r/${room.slug}`,
        roomName: room.name,
        reader,
        writers,
        filled,
      });
    } finally {
      await pool.end();
      await server.stop();
    }
  });
