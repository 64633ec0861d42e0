import { expect, test } from "vitest";
import { createHttp } from "./http.ts";
import { createRest } from "./rest.ts";
import { fakeClock } from "./testing/fake-clock.ts";

/** REST against a server that answers everything in one way, and what it was sent. */
function asked(answer: unknown) {
  const sent: RequestInit[] = [];
  const rest = createRest(
    createHttp({
      baseUrl: "http://model",
      credentials: { kind: "cookie" },
      fetch: async (_input, init = {}) => {
        sent.push(init);
        return Response.json(answer);
      },
      clock: fakeClock(),
      requestMs: 1_000,
    }),
  );
  return { rest, sent };
}

const user = { id: "00000002-0000-4000-8000-000000000001", name: "Ada", bot: false, role: "member" };

test("a picture is sent as it is, and says what it is", async () => {
  const { rest, sent } = asked({ user });
  const bytes = new Uint8Array([1, 2, 3]);
  const result = await rest("pictures.put", { body: { type: "image/webp", bytes } });
  expect(result).toMatchObject({ ok: true, answer: { user } });
  expect(sent).toMatchObject([{ method: "PUT", body: bytes, headers: { "content-type": "image/webp" } }]);
});

test("what is no picture is not even sent", async () => {
  const { rest, sent } = asked({ user });
  const result = await rest("pictures.put", { body: { type: "image/webp", bytes: new Uint8Array() } });
  expect(result).toMatchObject({ ok: false, error: { code: "invalidPayload" } });
  expect(sent).toEqual([]);
});

test("anything else is sent as JSON", async () => {
  const { rest, sent } = asked({ user });
  await rest("me.update", { body: { name: "Ada" } });
  expect(sent).toMatchObject([{ body: '{"name":"Ada"}', headers: { "content-type": "application/json" } }]);
});
