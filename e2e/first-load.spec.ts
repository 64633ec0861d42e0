import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import type { MyRoom } from "#contract/entities.ts";
import { answered, type Colleague } from "#test/support/colleagues.ts";
import { expect, gather, signIn, test } from "./story.ts";

/**
 * What a browser loads of JavaScript, in bytes of gzip: before one can read, with a Markdown renderer where a message needs
 * one, and right after it what speaks to the server.
 */
const limits = { conversation: 200_000, markdown: 50_000, connection: 45_000 };

type Script = { readonly name: string; readonly bytes: number };
type Phase = "first" | "connection" | "later";
/** By when they were asked for: up to the first message, for the connection after it, while warming up. */
type Loaded = Readonly<Record<Phase, readonly Script[]>>;

test("the conversation's JavaScript is at most 200 kB on the wire, and nothing is asked for before it is painted", async ({
  office,
  newcomer,
  browse,
}) => {
  const anna = await newcomer("Anna");
  const plain = await gather([anna], { name: "Plain" });
  const rich = await gather([anna], { name: "Rich" });
  const say = (room: MyRoom, text: string) =>
    answered(anna.rest("messages.create", { params: { room: room.roomId }, body: { text } }));
  await say(plain, "Good morning");
  await say(rich, "Good **morning**");

  const stranger = () => browse({ baseURL: office.server.url });
  const conversation = await load(await stranger(), anna, plain);
  const known = new Set(conversation.first.map(({ name }) => name));
  const markdown = (await load(await stranger(), anna, rich)).first.filter(({ name }) => !known.has(name));

  process.stdout.write(
    [
      ...table("First load of the conversation", conversation.first),
      ...table("… where a message has Markdown", markdown),
      ...table("… to be live", conversation.connection),
      ...table("… warmed up afterwards", conversation.later),
    ].join("\n"),
  );
  expect(total(markdown)).toBeGreaterThan(0);
  expect.soft(total(markdown), "Markdown's renderer").toBeLessThanOrEqual(limits.markdown);
  expect.soft(total(conversation.connection), "the connection").toBeLessThanOrEqual(limits.connection);
  expect(total(conversation.first), "the first load").toBeLessThanOrEqual(limits.conversation);
});

/** A browser that never was here opens the room: counted is what it loads, not how long it takes. */
async function load(page: Page, who: Colleague, room: MyRoom): Promise<Loaded> {
  const bodies = new Map<string, Promise<Buffer>>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") bodies.set(response.url(), response.body());
  });
  await signIn(page, who);
  await page.goto(`/r/${room.slug}`);
  await expect(page.locator("article[data-seq]").first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("textbox", { name: /^Message / })).toBeEditable();
  await page.waitForFunction(() => performance.getEntriesByName("warmed-up").length > 0);
  const asked = await page.evaluate(() => {
    const at = (mark: string) => performance.getEntriesByName(mark)[0]?.startTime ?? Number.NaN;
    const [shown, warming] = [at("first-message"), at("warm-up")];
    if (!(shown < warming)) throw new Error("The first message came after the warming up.");
    const resources = performance.getEntriesByType("resource");
    const early = resources.filter(({ name, startTime }) => name.includes("/api/v1/") && startTime < shown);
    if (early.length > 0) throw new Error(`Asked for before it was shown: ${early.map(({ name }) => name).join()}`);
    const scripts = resources.filter(({ name }) => name.endsWith(".js"));
    return scripts.map(({ name, startTime }) => ({
      name,
      phase:
        startTime < shown ? ("first" as const) : startTime < warming ? ("connection" as const) : ("later" as const),
    }));
  });
  // What the page's own timeline does not know was not measured.
  expect([...bodies.keys()].sort()).toEqual(asked.map(({ name }) => name).sort());
  const weighed = asked.map(async ({ name, phase }) => {
    const body = (await bodies.get(name)) ?? Buffer.alloc(0);
    return { phase, name: name.split("/").at(-1) ?? name, bytes: gzipSync(body).length };
  });
  const scripts = await Promise.all(weighed);
  const of = (phase: Phase) => scripts.filter((script) => script.phase === phase);
  return { first: of("first"), connection: of("connection"), later: of("later") };
}

const total = (scripts: readonly Script[]): number => scripts.reduce((sum, { bytes }) => sum + bytes, 0);
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;

const table = (title: string, scripts: readonly Script[]): string[] => [
  title,
  ...[...scripts].sort((a, b) => b.bytes - a.bytes).map(({ name, bytes }) => `${kilobytes(bytes)}  ${name}`),
  `${kilobytes(total(scripts))}  in ${scripts.length} scripts`,
  "",
];
