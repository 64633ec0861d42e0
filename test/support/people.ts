/** People of a workspace of their own, each with an access token, written straight into the database: no password to hash. */
import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { User, UserRole } from "#contract/entities.ts";
import { digestOf, newSecret } from "#server/auth/secrets.ts";
import { sessionCookieName } from "#server/auth/session-cookie.ts";
import { newId } from "#server/domain/ids.ts";
import type { TestNode } from "./node.ts";

export type Person = Pick<User, "id" | "name" | "role"> & {
  readonly workspaceId: string;
  readonly token: string;
  readonly tokenId: string;
};

/** `await people(node, { anna: "owner", bo: "member" })`: a new workspace with these people. */
export async function people<N extends string>(node: TestNode, roles: Record<N, UserRole>): Promise<Record<N, Person>> {
  const workspaceId = newId();
  await node.pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'Acme')", [workspaceId, randomUUID()]);
  const found: Partial<Record<N, Person>> = {};
  for (const name of Object.keys(roles) as N[]) found[name] = await person(node, workspaceId, name, roles[name]);
  // Each name was given its person just above.
  return found as Record<N, Person>;
}

async function person(node: TestNode, workspaceId: string, name: string, role: UserRole): Promise<Person> {
  const one: Person = { id: newId(), name, role, workspaceId, token: `ply_${newSecret()}`, tokenId: newId() };
  await node.pool.query("INSERT INTO users (id, workspace_id, email, name, role) VALUES ($1, $2, $3, $4, $5)", [
    one.id,
    workspaceId,
    `${name}@example.com`,
    name,
    role,
  ]);
  await node.pool.query("INSERT INTO access_tokens (id, user_id, name, hash) VALUES ($1, $2, 'test', $3)", [
    one.tokenId,
    one.id,
    Buffer.from(digestOf(one.token)),
  ]);
  return one;
}

export type Session = { readonly id: string; readonly cookie: string };

/** A sign-in as next-auth keeps it: a row, and a cookie that names it. */
export async function signIn(node: TestNode, { id: userId }: Person, seconds = 3600): Promise<Session> {
  const id = newId();
  await node.pool.query(
    "INSERT INTO sessions (id, user_id, user_agent, expires_at) VALUES ($1, $2, 'test', now() + make_interval(secs => $3))",
    [id, userId, seconds],
  );
  const value = await encode({ token: { sub: userId, sid: id }, secret: node.authSecret });
  return { id, cookie: `${sessionCookieName(node.url)}=${value}` };
}
