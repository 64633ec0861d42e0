/** People of a running server, made as a script of an operator would make them: by REST alone. */

import { randomUUID } from "node:crypto";
import { systemClock } from "#client/clock.ts";
import type { Credentials } from "#client/credentials.ts";
import { createHttp } from "#client/http.ts";
import { createRest, type Rest, type RestResult } from "#client/rest.ts";
import type { MyRoom } from "#contract/entities.ts";
import type { RestAnswer, RestInput, RouteId } from "#contract/rest.ts";

export type Colleague = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** An access token, which counts as the person. */
  readonly token: string;
  readonly rest: Rest;
};

type Address = { readonly url: string };

const requestMs = 20_000;
const password = "correct horse battery staple";

/** Someone who has an account already, as the demo's people have. */
export async function known(server: Address, email: string, secret: string): Promise<Colleague> {
  const basic = restOf(server, { kind: "cookie" }, { authorization: `Basic ${btoa(`${email}:${secret}`)}` });
  const { token } = await answered(basic("tokens.create", { body: { name: "tests" } }));
  const rest = restOf(server, { kind: "token", token });
  const { user } = await answered(rest("me.get", {}));
  return { id: user.id, name: user.name, email, password: secret, token, rest };
}

export function restOf({ url }: Address, credentials: Credentials, headers: Record<string, string> = {}): Rest {
  const http = createHttp({ baseUrl: url, credentials, fetch, clock: systemClock, requestMs });
  return createRest((request) => http({ ...request, headers }));
}

/** What was answered; throws where it was a refusal. */
export async function answered<R extends RouteId>(asked: Promise<RestResult<R>>): Promise<RestAnswer<R>> {
  const result = await asked;
  if (!result.ok) throw new Error(`${result.status} ${result.error.code}: ${result.error.message}`);
  return result.answer;
}

/** The first account, which owns the server. */
export const openOffice = (server: Address, name = "Anna"): Promise<Colleague> =>
  enter(server, name, { workspaceName: "Acme" });

/** Someone who followed an invite link that is theirs alone: of those that go on working a person has a hundred at most. */
export async function welcome(server: Address, by: Colleague, name: string): Promise<Colleague> {
  const { invite } = await answered(by.rest("invites.create", { body: { maxUses: 1 } }));
  return enter(server, name, { invite });
}

async function enter(server: Address, name: string, how: Partial<RestInput<"accounts.create">>): Promise<Colleague> {
  // People of several tests may share a server, and a first name.
  const email = `${name.toLowerCase()}.${randomUUID()}@example.org`;
  const anybody = restOf(server, { kind: "cookie" });
  await answered(anybody("accounts.create", { body: { name, email, password, ...how } }));
  return known(server, email, password);
}

/** A room of these people, the first of whom owns it. */
export async function gather(
  people: readonly [Colleague, ...Colleague[]],
  input: Partial<RestInput<"rooms.create">> = {},
): Promise<MyRoom> {
  const [owner, ...others] = people;
  const body = { name: "Engineering", kind: "public" as const, memberIds: others.map(({ id }) => id), ...input };
  return (await answered(owner.rest("rooms.create", { body }))).room;
}
