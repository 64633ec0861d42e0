import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { defaultLimits, maxPictureBytes } from "#contract/limits.ts";
import { restRoutes } from "#contract/rest.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { bearer, createParley, type Person } from "#test/support/parley.ts";

const { url } = await createTestDatabase();
const parley = createParley(url, { limits: { ...defaultLimits, commandsPerSecond: null } });
afterAll(() => parley.close());
await parley.person("owner");

const pictureOf = (background: string, size = 300) =>
  sharp({ create: { width: size, height: size, channels: 3, background } })
    .png()
    .toBuffer();
const [red, green] = [await pictureOf("#c22"), await pictureOf("#2c2")];
const changedBy = (userId: string) =>
  parley.published.filter((message) => message.kind === "neighbours" && message.userId === userId).length;

type Asked = { as?: Record<string, string>; type?: string; bytes?: Uint8Array; headers?: Record<string, string> };

/** As a browser asks: a cookie comes from the server's own pages. */
const ask = (line: string, { as = {}, type, bytes, headers = {} }: Asked = {}, to = parley): Promise<Response> => {
  const [method = "GET", path = ""] = line.split(" ");
  return to.facade.rest(
    new Request(`http://localhost:3000${path}`, {
      method,
      headers: {
        ...("cookie" in as && { origin: "http://localhost:3000" }),
        ...as,
        ...(type !== undefined && { "content-type": type }),
        ...headers,
      },
      ...(bytes && { body: new Uint8Array(bytes) }),
    }),
  );
};

const put = (person: Person, bytes: Uint8Array, type = "image/png") =>
  ask("PUT /api/v1/me/picture", { as: person.cookie, type, bytes });
const userOf = async (response: Response) => {
  expect(response.status).toBe(200);
  return restRoutes["pictures.put"].answer.parse(await response.json()).user;
};
/** Shows a picture; its address. */
const show = async (person: Person, bytes: Uint8Array = red) =>
  (await userOf(await put(person, bytes))).avatarUrl ?? "";
const statusOf = async (line: string, as: Record<string, string> = {}) => (await ask(line, { as })).status;

test("a picture is shown at its own address, which whoever may see it may keep for ever", async () => {
  const [ada, bob] = [await parley.person(), await parley.person()];
  const address = await show(ada);
  expect(address).toMatch(new RegExp(`^/api/v1/users/${ada.id}/picture/[0-9a-f]{64}$`));
  expect((await parley.get("me.get", "GET /me", { as: ada.cookie })).user.avatarUrl).toBe(address);
  const { users } = await parley.get("users.list", "GET /users", { as: bob.cookie });
  expect(users.find(({ id }) => id === ada.id)).toMatchObject({ avatarUrl: address });

  const answer = await ask(`GET ${address}`, { as: bob.cookie });
  expect([answer.status, Object.fromEntries(answer.headers)]).toEqual([
    200,
    {
      "cache-control": "private, max-age=31536000, immutable",
      "content-length": expect.stringMatching(/^\d+$/),
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "content-type": "image/webp",
      etag: expect.stringMatching(/^"[\w-]{43}"$/),
      "x-content-type-options": "nosniff",
    },
  ]);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 256, height: 256 });

  const etag = answer.headers.get("etag") ?? "";
  const known = (asked: string) => ask(`GET ${address}`, { as: bob.cookie, headers: { "if-none-match": asked } });
  for (const asked of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const unchanged = await known(asked);
    expect([unchanged.status, unchanged.headers.get("etag"), await unchanged.text()]).toEqual([304, etag, ""]);
  }
  expect((await known('"other"')).status).toBe(200);
  const head = await ask(`HEAD ${address}`, { as: bob.cookie });
  expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "image/webp", ""]);
});

test("another picture has another address, and the one before is gone with its row", async () => {
  const ada = await parley.person();
  const first = await show(ada, red);
  const second = await show(ada, green);
  expect(second).not.toBe(first);
  expect([await statusOf(`GET ${first}`, ada.cookie), await statusOf(`GET ${second}`, ada.cookie)]).toEqual([404, 200]);
  const rows = () => parley.prisma.userPicture.count({ where: { userId: ada.id } });
  expect(await rows()).toBe(1);
  const removed = await userOf(await ask("DELETE /api/v1/me/picture", { as: ada.cookie }));
  expect(removed.avatarUrl).toBeUndefined();
  expect([await rows(), await statusOf(`GET ${second}`, ada.cookie)]).toEqual([0, 404]);
});

test("everyone hears of a new picture once; the same again, or none again, is no news", async () => {
  const ada = await parley.person();
  const address = await show(ada);
  expect(await show(ada)).toBe(address);
  expect(changedBy(ada.id)).toBe(1);
  for (let again = 0; again < 2; again++)
    expect((await userOf(await ask("DELETE /api/v1/me/picture", { as: ada.cookie }))).avatarUrl).toBeUndefined();
  expect(changedBy(ada.id)).toBe(2);
});

test("who was away learns of the picture by sync", async () => {
  const [ada, bob] = [await parley.person(), await parley.person()];
  const body = { name: "Faces", kind: "private", memberIds: [bob.id] };
  await parley.get("rooms.create", "POST /rooms", { as: ada.cookie, body });
  const { workspaceId } = await parley.prisma.user.findUniqueOrThrow({ where: { id: bob.id } });
  const avatarUrl = await show(ada);
  const { users } = await parley.store.sync(bob.id, workspaceId, { cursors: {}, usersSince: new Date().toISOString() });
  expect(users).toContainEqual(expect.objectContaining({ id: ada.id, avatarUrl }));
});

test("strangers see no picture, nor another workspace's people; a guest those of the people they know", async () => {
  const [ada, bob, guest] = [await parley.person(), await parley.person(), await parley.person("guest")];
  const address = await show(ada);
  expect(await statusOf(`GET ${address}`)).toBe(401);
  expect(await statusOf(`GET ${address}`, guest.cookie)).toBe(404);
  expect(await statusOf(`GET ${await show(guest, green)}`, guest.cookie)).toBe(200);
  const body = { name: "Together", kind: "private", memberIds: [guest.id] };
  await parley.get("rooms.create", "POST /rooms", { as: ada.cookie, body });
  expect(await statusOf(`GET ${address}`, guest.cookie)).toBe(200);

  const elsewhere = await parley.prisma.workspace.create({
    data: { id: crypto.randomUUID(), slug: "elsewhere", name: "Elsewhere" },
  });
  await parley.prisma.user.update({ where: { id: bob.id }, data: { workspaceId: elsewhere.id } });
  expect(await statusOf(`GET ${address}`, bob.cookie)).toBe(404);
});

test("an address that names no picture is not found, whatever it looks like", async () => {
  const [ada, bob] = [await parley.person(), await parley.person()];
  const digest = (await show(ada)).split("/").at(-1) ?? "";
  for (const path of [
    `users/${ada.id}/picture/${"0".repeat(64)}`,
    `users/${ada.id}/picture/${digest.toUpperCase()}`,
    `users/${ada.id}/picture/${digest.slice(1)}`,
    `users/${ada.id}/picture/..%2f..%2fme`,
    `users/${bob.id}/picture/${digest}`,
    `users/nobody/picture/${digest}`,
  ])
    expect([path, await statusOf(`GET /api/v1/${path}`, ada.cookie)]).toEqual([path, 404]);
});

test("who was deactivated is still to be recognised, but changes nothing", async () => {
  const [ada, bob] = [await parley.person(), await parley.person()];
  const address = await show(ada);
  await parley.prisma.user.update({ where: { id: ada.id }, data: { deactivatedAt: new Date() } });
  expect(await statusOf(`GET ${address}`, bob.cookie)).toBe(200);
  expect((await put(ada, green)).status).toBe(401);
  const picture = { bytes: red, digest: randomBytes(32), url: "/elsewhere" };
  await expect(parley.identity.pictures.put(ada.id, picture)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("what is no picture, or too much of one, is refused, and the picture before stays", async () => {
  const ada = await parley.person();
  const address = await show(ada);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const refusals: [Uint8Array | undefined, string | undefined, number, string][] = [
    [svg, "image/svg+xml", 422, "invalidPayload"],
    [svg, "image/png", 422, "invalidPayload"],
    [randomBytes(3_000), "image/jpeg", 422, "invalidPayload"],
    [red.subarray(0, 200), "image/png", 422, "invalidPayload"],
    [red, "image/gif", 422, "invalidPayload"],
    [red, "application/json", 422, "invalidPayload"],
    [red, undefined, 422, "invalidPayload"],
    [undefined, "image/png", 422, "invalidPayload"],
    [new Uint8Array(maxPictureBytes + 1), "image/png", 413, "payloadTooLarge"],
  ];
  for (const [bytes, type, status, code] of refusals) {
    const answer = await ask("PUT /api/v1/me/picture", {
      as: ada.cookie,
      ...(bytes && { bytes }),
      ...(type && { type }),
    });
    expect([type, answer.status, await answer.json()]).toEqual([type, status, expect.objectContaining({ code })]);
  }
  expect(await statusOf(`GET ${address}`, ada.cookie)).toBe(200);
});

test("a picture of 2 MiB is taken, with a parameter behind its type, and by an access token", async () => {
  const ada = await parley.person();
  const { token } = await parley.get("tokens.create", "POST /tokens", { as: ada.cookie, body: { name: "me" } });
  const noise = await sharp(randomBytes(800 * 800 * 3), { raw: { width: 800, height: 800, channels: 3 } })
    .png()
    .toBuffer();
  expect(noise.byteLength).toBeGreaterThan(1.8 * 1024 * 1024);
  const answer = await ask("PUT /api/v1/me/picture", { as: bearer(token), bytes: noise, type: "Image/PNG; q=1" });
  expect((await userOf(answer)).avatarUrl).toBeDefined();
});

test("nobody changes another's picture: a stranger, another site's page", async () => {
  const ada = await parley.person();
  for (const line of ["PUT /api/v1/me/picture", "DELETE /api/v1/me/picture"]) {
    const picture = { bytes: red, type: "image/png" };
    expect((await ask(line, line.startsWith("PUT") ? picture : {})).status).toBe(401);
    const headers = { origin: "https://evil.example" };
    expect((await ask(line, { as: ada.cookie, headers, ...(line.startsWith("PUT") && picture) })).status).toBe(403);
  }
});

test("a person sends ten pictures at once, and a page shows a hundred faces while its words are read", async () => {
  const ada = await parley.person();
  const address = await show(ada);
  const busy = createParley(url, { limits: { ...defaultLimits, commandsBurst: 1_000 } });
  const sent = await Promise.all(
    Array.from({ length: 12 }, () =>
      ask("PUT /api/v1/me/picture", { as: ada.cookie, type: "image/png", bytes: green }, busy),
    ),
  );
  expect(sent.filter(({ status }) => status === 200)).toHaveLength(10);
  const refused = sent.find(({ status }) => status !== 200);
  expect([refused?.status, await refused?.json()]).toEqual([429, expect.objectContaining({ code: "rateLimited" })]);
  await show(ada, red);
  const [words, ...faces] = await Promise.all([
    busy.ask("GET /rooms", { as: ada.cookie }),
    ...Array.from({ length: 200 }, () => ask(`GET ${address}`, { as: ada.cookie }, busy)),
  ]);
  expect(words.status).toBe(200);
  expect(new Set(faces.map(({ status }) => status))).toEqual(new Set([200]));
  await busy.close();
});
