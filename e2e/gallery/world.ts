/** Where the gallery's pictures are taken: the demo's company, with a few rooms more in which each thing happens once. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type BrowserContext, expect } from "@playwright/test";
import type { MyRoom } from "#contract/entities.ts";
import { answered, type Colleague, gather, known, openOffice, welcome } from "#test/support/colleagues.ts";
import { startServer, type TestServer } from "#test/support/server.ts";
import { signIn } from "../story.ts";
import { converse } from "./conversation.ts";

export type World = {
  readonly server: TestServer;
  /** One that nobody has set up. */
  readonly blank: TestServer;
  /** One that anybody may join. */
  readonly open: TestServer;
  /** She owns the demo's server, and most pictures are hers. */
  readonly mara: Colleague;
  readonly tomas: Colleague;
  readonly priya: Colleague;
  /** A guest, who is in few rooms. */
  readonly ravi: Colleague;
  /** She has just come, and is in no room. */
  readonly nele: Colleague;
  readonly rooms: Readonly<Record<RoomName, MyRoom>>;
  /** An invite that works. */
  readonly invite: string;
  /** A link to a new password for one of the others, until it is used. */
  readonly resetLink: string;
  /** A cookie jar of that person, in which everything else is as new. */
  session(who: Colleague, context: BrowserContext): Promise<void>;
  /** After their sessions ended. */
  forget(who: Colleague): void;
  stop(): Promise<void>;
};

export type RoomName = "rigging" | "berth" | "regatta" | "refit" | "attic" | "passage";

/** Everyone in the demo signs in with it. */
const password = "parley-demo";

/** Takes a few seconds: three servers, and some two dozen requests. */
export async function openWorld(): Promise<World> {
  const env = { LIMITS: "off", DESIGN_PAGE: "on" };
  const [server, blank, open] = await Promise.all([
    startServer({ env, args: ["--demo"] }),
    startServer({ env }),
    startServer({ env: { ...env, REGISTRATION: "open" } }),
  ]);
  await openOffice(open);
  const person = (name: string) => known(server, `${name}@lighthouse.example`, password);
  const [mara, tomas, priya, ravi] = await Promise.all([
    person("mara"),
    person("tomas"),
    person("priya"),
    person("ravi"),
  ]);
  const all: Parameters<typeof gather>[0] = [mara, tomas, priya];

  const rooms = {
    /** Where a conversation shows everything that a message can be. */
    rigging: await gather(all, { name: "Rigging", topic: "Masts, stays, sensors on top of them" }),
    /** Nobody has written here. */
    berth: await gather(all, { name: "Berth 12" }),
    /** Public, and without Mara. */
    regatta: await gather([tomas, priya], { name: "Regatta", topic: "Saturday’s race, and who sails it" }),
    /** From which Mara is removed while she looks at it. */
    refit: await gather([tomas, mara], { name: "Refit", kind: "private" }),
    attic: await gather([mara, tomas], { name: "Old chart room", topic: "What the paper charts said" }),
    /** Names are as long as people make them. */
    passage: await gather([priya, ravi], {
      name: "Passage planning for the autumn crossing to the islands",
      topic:
        "Weather windows, tides, crews, provisions, papers and everything else that has to be settled before anyone casts off",
    }),
  };
  await converse(server.url, rooms.rigging, { mara, tomas, priya });
  await answered(mara.rest("messages.create", { params: { room: rooms.attic.roomId }, body: { text: "Last entry." } }));
  await answered(mara.rest("rooms.update", { params: { room: rooms.attic.roomId }, body: { archived: true } }));
  const { invite } = await answered(mara.rest("invites.create", { body: {} }));
  const nele = await welcome(server, mara, "Nele");
  for (const { roomId } of (await answered(nele.rest("rooms.list", {}))).rooms)
    await answered(nele.rest("rooms.leave", { params: { room: roomId } }));

  const jars = new Map<string, Promise<Awaited<ReturnType<BrowserContext["cookies"]>>>>();
  return {
    server,
    blank,
    open,
    mara,
    tomas,
    priya,
    ravi,
    nele,
    rooms,
    invite,
    resetLink: await resetLink(server),
    async session(who, context) {
      // Signing in costs a password's hash, so each person does it once.
      const jar = jars.get(who.id) ?? signedIn(context, who);
      jars.set(who.id, jar);
      await context.addCookies(await jar);
    },
    forget: ({ id }) => jars.delete(id),
    stop: async () => {
      await Promise.all([server, blank, open].map((each) => each.stop()));
    },
  };
}

/** As whoever runs the server gets it, by its command. */
async function resetLink({ port, dataDir }: TestServer): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["server/commands/password-reset.ts", "daniel@lighthouse.example"],
    { env: { NODE_ENV: "production", PATH: process.env.PATH ?? "", PORT: String(port), DATA_DIR: dataDir } },
  );
  return /http\S+/.exec(stdout)?.[0] ?? "";
}

async function signedIn(context: BrowserContext, who: Colleague) {
  const page = await context.newPage();
  await signIn(page, who);
  await page.close();
  const cookies = (await context.cookies()).filter(({ name }) => name.includes("session"));
  expect(cookies).toHaveLength(1);
  return cookies;
}
