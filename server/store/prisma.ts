/** Prisma's client over the pool that the writer uses too, so that one bound holds for all connections. */
import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool } from "pg";
import { PrismaClient } from "./generated/client.ts";

export type Prisma = PrismaClient;

/** The pool stays its owner's: disconnecting Prisma does not end it. */
export function createPrisma(pool: Pool): Prisma {
  // Prisma writes the same SQL for the same query: its text names the prepared statement.
  const names = new Map<string, string>();
  const statementNameGenerator = ({ sql }: { sql: string }): string => {
    const known = names.get(sql);
    if (known) return known;
    const name = `prisma_${names.size}`;
    // Lists of varying length make ever new texts: beyond the bound they run unnamed, so unprepared.
    if (names.size >= 500) return "";
    names.set(sql, name);
    return name;
  };
  return new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator, disposeExternalPool: false }) });
}
