/** REST as a program calls it. */
import type { MyRoom } from "#contract/entities.ts";
import { type RestAnswer, type RestInput, type RouteId, restRoutes } from "#contract/rest.ts";
import type { TestNode } from "./node.ts";
import type { Person } from "./people.ts";

type Params = Readonly<Record<string, string | number>>;
type Asked<R extends RouteId> = {
  /** What stands in the path's braces; the rest becomes the query. */
  readonly at?: Params;
  readonly body?: RestInput<R>;
};

/** Calls one route; throws where it is refused. */
export async function rest<R extends RouteId>(
  node: TestNode,
  { token }: Pick<Person, "token">,
  route: R,
  asked: Asked<R> = {},
): Promise<RestAnswer<R>> {
  const { method, answer } = restRoutes[route];
  const { status, body } = await request(node, token, method, pathOf(route, asked.at), asked.body);
  if (status >= 300) throw new Error(`${route}: ${status} ${JSON.stringify(body)}`);
  // Parsed by this very route's schema, which TypeScript cannot follow through the lookup.
  return answer.parse(body) as RestAnswer<R>;
}

/** Calls one route that is expected to be refused; its status and error code. */
export async function refusal<R extends RouteId>(
  node: TestNode,
  { token }: Person,
  route: R,
  asked: Asked<R> = {},
): Promise<{ status: number; code: unknown }> {
  const { status, body } = await request(node, token, restRoutes[route].method, pathOf(route, asked.at), asked.body);
  return { status, code: body && typeof body === "object" && "code" in body ? body.code : undefined };
}

/** A room of the owner with these people in it. */
export async function makeRoom(
  node: TestNode,
  owner: Person,
  members: readonly Person[] = [],
  input: Partial<RestInput<"rooms.create">> = {},
): Promise<MyRoom> {
  const body = { name: "Engineering", kind: "public" as const, memberIds: members.map(({ id }) => id), ...input };
  return (await rest(node, owner, "rooms.create", { body })).room;
}

async function request(node: TestNode, token: string, method: string, path: string, body: unknown) {
  const response = await fetch(`${node.url}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === "" ? null : JSON.parse(text);
  return { status: response.status, body: parsed };
}

function pathOf(route: RouteId, at: Params = {}): string {
  const query = new URLSearchParams();
  let path: string = restRoutes[route].path;
  for (const [name, value] of Object.entries(at)) {
    if (path.includes(`{${name}}`)) path = path.replace(`{${name}}`, encodeURIComponent(value));
    else query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
