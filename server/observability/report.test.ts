import { expect, test, vi } from "vitest";
import { createReport } from "./report.ts";

function setUp() {
  let time = 0;
  const log = { error: vi.fn(), warn: vi.fn() };
  return { log, report: createReport(log, () => time), pass: (ms: number) => (time += ms) };
}

const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" });

test("while the database is away an operator reads one line in five seconds, without stacks", () => {
  const { log, report, pass } = setUp();
  for (let n = 0; n < 100; n++) report(n % 2 ? refused : new Error("unexpected", { cause: refused }));
  expect(log.warn).toHaveBeenCalledOnce();
  expect(log.warn.mock.calls[0]?.[0]).toEqual({ reason: "connect ECONNREFUSED" });
  pass(5_000);
  report(Object.assign(new Error("terminating connection"), { code: "57P01" }));
  expect(log.warn).toHaveBeenCalledTimes(2);
  expect(log.error).not.toHaveBeenCalled();
});

test("an error that concerns somebody says whom, by ids", () => {
  const { log, report } = setUp();
  const ours = new Error("oops");
  report(ours, { connection: "c1", user: "anna", request: "req_1" });
  expect(log.error).toHaveBeenCalledWith({ err: ours, connection: "c1", user: "anna", request: "req_1" }, "unexpected");
});

test("any other error is there with its stack, each time", () => {
  const { log, report } = setUp();
  const ours = new TypeError("undefined is not a function");
  report(ours);
  report(ours);
  report(Object.assign(new Error("no such file"), { code: "42P01" }));
  expect(log.error).toHaveBeenCalledTimes(3);
  expect(log.error.mock.calls[0]?.[0]).toEqual({ err: ours });
});
