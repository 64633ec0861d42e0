import { expect, test } from "vitest";
import { createLogger } from "./logger.ts";

function listen(logFormat: "json" | "pretty" = "json") {
  const lines: string[] = [];
  const log = createLogger({ logLevel: "trace", logFormat, nodeName: "a" }, { write: (line) => lines.push(line) });
  return { log, lines };
}

const ticket = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
const secret = "correct-horse-battery";

test("AUTH-4: a connect ticket is in no log line, wherever it stood", () => {
  const { log, lines } = listen();
  log.info(
    { req: { method: "GET", url: `/ws/chat?v=1&jwt=${ticket}`, headers: { authorization: `Bearer ${ticket}` } } },
    "upgrade",
  );
  log.warn({ url: `/ws/chat?jwt=${ticket}` }, `refused /ws/chat?jwt=${ticket}`);
  log.error({ err: new Error(`no such ticket ${ticket}`, { cause: new Error(ticket) }) });
  log.info({ auth: { ticket }, command: { payload: { ticket } } }, "extendSession");
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).not.toContain(ticket.split(".")[1]);
});

test.each([
  [{ password: secret }],
  [{ body: { password: secret } }],
  [{ input: { account: { password: secret } } }],
  [{ headers: { authorization: secret, cookie: secret } }],
  [{ token: secret }],
  [{ config: { authSecret: secret, oidc: { clientSecret: secret } } }],
  [{ url: `postgresql://parley:${secret}@db/parley` }],
  [{ err: new Error(`connect postgresql://parley:${secret}@db/parley failed`) }],
  [{ err: Object.assign(new Error("duplicate key"), { detail: `Key (hash)=(${secret})`, parameters: [secret] }) }],
])("a secret is not logged: %o", (fields) => {
  const { log, lines } = listen();
  log.info(fields, "something happened");
  expect(lines.join("")).toContain("something happened");
  expect(lines.join("")).not.toContain(secret);
});

test.each([
  `Bearer ply_${secret}`,
  `/reset/${secret}`,
  `/join/${secret}`,
  `/api/v1/invitations/${secret}`,
  `/api/v1/password-resets/${secret}`,
  `?setup=${secret}`,
  `Basic ${secret}`,
])("a secret inside a message is not logged: %s", (text) => {
  const { log, lines } = listen();
  log.info(`asked with ${text}`);
  expect(lines.join("")).not.toContain(secret);
});

test("what is no secret stays readable", () => {
  const { log, lines } = listen();
  log.info({ req: { method: "GET", url: "/api/v1/rooms?browse=true", headers: {} } }, "answered");
  expect(JSON.parse(lines.join(""))).toMatchObject({
    level: "info",
    node: "a",
    msg: "answered",
    req: { url: "/api/v1/rooms?browse=true" },
  });
});

test("a person at a terminal reads one line per event", () => {
  const { log, lines } = listen("pretty");
  log.warn({ room: "general" }, "slow");
  expect(lines.join("")).toMatch(/^\d\d:\d\d:\d\d WARN {2}slow room=general\n$/);
});
