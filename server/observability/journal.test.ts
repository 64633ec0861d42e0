import { expect, test } from "vitest";
import { type CommandLine, createJournal } from "./journal.ts";
import { createLogger } from "./logger.ts";

function setUp(logLevel: "info" | "debug" = "info") {
  let time = 0;
  const lines: Record<string, unknown>[] = [];
  const log = createLogger(
    { logLevel, logFormat: "json", nodeName: "a" },
    { write: (line) => lines.push(JSON.parse(line)) },
  );
  return { lines, journal: createJournal(log, () => time), pass: (ms: number) => (time += ms) };
}

const line = (connection: string) => ({ connection, user: "anna", transport: "sse", address: "203.0.113.7" }) as const;
const command = (result: string): CommandLine => ({
  connection: "c1",
  user: "anna",
  request: "req_1",
  action: "sendMessage",
  result,
  ms: 12,
});

test("an operator reads who came and went, by ids, and why", () => {
  const { lines, journal } = setUp();
  journal.connected(line("c1"));
  journal.disconnected(line("c1"), 4401, 61.23);
  expect(lines).toMatchObject([
    { level: "info", msg: "connected", ...line("c1") },
    { level: "info", msg: "disconnected", ...line("c1"), ending: 4401, seconds: 61.2 },
  ]);
});

test("a crowd is twenty lines a second, and the next line says how many are missing", () => {
  const { lines, journal, pass } = setUp();
  for (let n = 0; n < 1_000; n++) journal.connected(line(`c${n}`));
  expect(lines).toHaveLength(20);
  pass(1_000);
  journal.disconnected(line("c1"), "lost", 1);
  expect(lines.at(-1)).toMatchObject({ msg: "disconnected", unsaid: 980 });
  journal.disconnected(line("c2"), "lost", 1);
  expect(lines.at(-1)).not.toHaveProperty("unsaid");
});

test("with LOG_LEVEL=debug there is every line, and one for each command with its requestId", () => {
  const { lines, journal } = setUp("debug");
  for (let n = 0; n < 30; n++) journal.connected(line(`c${n}`));
  journal.answered(() => command("ok"), "ok");
  expect(lines).toHaveLength(31);
  expect(lines.at(-1)).toMatchObject({ level: "debug", msg: "answered", ...command("ok") });
});

test("of commands, only one that took too long is worth a line by default", () => {
  const { lines, journal } = setUp();
  journal.answered(() => {
    throw new Error("nobody reads this");
  }, "ok");
  journal.answered(() => command("timeout"), "timeout");
  expect(lines).toMatchObject([{ level: "warn", msg: "a command took too long", request: "req_1" }]);
});
