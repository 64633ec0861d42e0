/** The embedded PostgreSQL of a server under test, as an operator would look at it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { postgresIn } from "#server/postgres/processes.ts";
import type { TestServer } from "../support/server.ts";

const folderOf = ({ dataDir }: TestServer) => join(dataDir, "postgres");

/** The postmaster's process number. */
export const postmaster = (server: TestServer): number =>
  Number(readFileSync(join(folderOf(server), "postmaster.pid"), "utf8").split("\n", 1)[0]);

/** Postmaster and backends; none where it is down. */
export const postgresProcesses = (server: TestServer): number[] => postgresIn(folderOf(server));
