/** Which tables and columns a backup has to hold, asked of the database itself so that none is forgotten. */
import type { ClientBase } from "pg";
import { BackupError, type Header } from "./container.ts";

const columnsOf = `
  SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
     AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
   GROUP BY c.relname ORDER BY c.relname`;

const references = `
  SELECT conrelid::regclass::text AS name, confrelid::regclass::text AS target
    FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid`;

const sequencesOf = `
  SELECT sequencename AS name, last_value::text AS value
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL`;

export async function describeTables(client: ClientBase): Promise<Pick<Header, "tables" | "sequences">> {
  const { rows: tables } = await client.query<Header["tables"][number]>(columnsOf);
  const { rows: edges } = await client.query<{ name: string; target: string }>(references);
  const { rows: sequences } = await client.query<Header["sequences"][number]>(sequencesOf);
  return { tables: inOrder(tables, edges), sequences };
}

/** Tables after those that they refer to, so that every row finds what it points at. */
function inOrder(tables: Header["tables"], edges: readonly { name: string; target: string }[]): Header["tables"] {
  const ordered: Header["tables"] = [];
  let left = tables;
  while (left.length > 0) {
    const waits = (name: string) =>
      edges.some((edge) => edge.name === name && left.some((one) => one.name === edge.target));
    const free = left.filter(({ name }) => !waits(name));
    if (free.length === 0)
      throw new BackupError(`The tables ${left.map(({ name }) => name).join(", ")} refer to each other in a circle.`);
    ordered.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return ordered;
}
