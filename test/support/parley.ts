/** Identity, domain and REST of one node on a real database, without a port: what a test asks goes in as a Request. */
import "#server/issue-texts.ts";
import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import * as z from "zod/mini";
import type { UserRole } from "#contract/entities.ts";
import { problemSchema } from "#contract/errors.ts";
import { defaultLimits, type Limits } from "#contract/limits.ts";
import { type RestAnswer, type RouteId, restRoutes } from "#contract/rest.ts";
import { type Auth, type AuthConfig, createAuth } from "#server/auth/create-auth.ts";
import { sessionCookieName } from "#server/auth/session-cookie.ts";
import type { IdentityStore } from "#server/domain/account-ports.ts";
import { welcome } from "#server/domain/accounts/welcome.ts";
import type { Facade, SignIn } from "#server/facade.ts";
import { liveConnections } from "#server/gateway/live-connections.ts";
import { createFacade } from "#server/rest/create-facade.ts";
import { match } from "#server/rest/match.ts";
import { createRates } from "#server/rest/rates.ts";
import { createIdentityStore } from "#server/store/identity-store.ts";
import { createIntegrationStore } from "#server/store/integration-store.ts";
import { createNode, type Node } from "./world.ts";

type TestConfig = AuthConfig & Pick<Facade["settings"], "oidc" | "designPage"> & { limits: Limits };

export const testConfig = {
  publicUrl: "http://localhost:3000",
  publicUrlIsLoopback: true,
  allowedOrigins: ["https://intranet.example.org"],
  authSecret: "a secret of the tests, longer than 32 characters",
  registration: "invite",
  limited: true,
  oidc: undefined,
  designPage: false,
  limits: defaultLimits,
} satisfies TestConfig;

export type Asked = {
  readonly body?: unknown;
  /** Headers that say who asks, such as `bearer(token)` or a person's `cookie`. */
  readonly as?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each test has its own, so that limits by address do not meet. */
  readonly address?: string;
};

export type Answer<T = unknown> = { readonly status: number; readonly body: T; readonly headers: Headers };

/** A signed-in person and what their browser sends. */
export type Person = {
  readonly id: string;
  readonly email: string;
  readonly sessionId: string;
  readonly cookie: Record<string, string>;
};

export type Parley = Node & {
  readonly identity: IdentityStore;
  readonly auth: Auth;
  readonly facade: Facade;
  /** Each answer is checked against the table's schema, each refusal against the problem's. */
  ask(line: string, asked?: Asked): Promise<Answer>;
  /** The same where the route's success is expected; throws what was answered instead. */
  get<R extends RouteId>(route: R, line: string, asked?: Asked): Promise<RestAnswer<R>>;
  person(role?: UserRole): Promise<Person>;
  /** What a browser keeps after signing in. */
  cookieOf(signIn: Pick<SignIn, "userId" | "sessionId">): Promise<Record<string, string>>;
};

export const password = "correct horse battery staple";
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
export const basic = (email: string, secret: string) => ({ authorization: `Basic ${btoa(`${email}:${secret}`)}` });

export function createParley(url: string, changes: Partial<typeof testConfig> | object = {}): Parley {
  const config: TestConfig = { ...testConfig, ...changes };
  const node = createNode(url);
  const identity = createIdentityStore(node.pool, node.prisma);
  const auth = createAuth(config, { store: identity, onNewMember: (actor) => welcome(node.domain, actor) });
  const facade = createFacade({
    config,
    auth,
    store: identity,
    integrations: createIntegrationStore(node.pool),
    domain: node.domain,
    connections: liveConnections({ connections: new Map(), node: "test" }),
    rates: createRates(config.limits),
    onError: (error) => {
      throw error;
    },
  });

  async function ask(
    line: string,
    { body, as = {}, headers = {}, address = randomUUID() }: Asked = {},
  ): Promise<Answer> {
    const [method = "GET", path = "/"] = line.split(" ");
    const response = await facade.rest(
      new Request(`${config.publicUrl}/api/v1${path}`, {
        method,
        headers: {
          ...(body !== undefined && { "content-type": "application/json" }),
          ...("cookie" in as && { origin: config.publicUrl }),
          ...as,
          ...headers,
          "x-parley-address": address,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const parsed: unknown = text === "" ? null : JSON.parse(text);
    const found = match(method, path.split("?")[0] ?? "");
    if (!response.ok && method !== "HEAD") z.strictObject(problemSchema.shape).parse(parsed);
    else if (found.kind === "route" && method !== "HEAD") restRoutes[found.id].answer.parse(parsed);
    return { status: response.status, body: parsed, headers: response.headers };
  }

  const cookieOf: Parley["cookieOf"] = async ({ userId, sessionId }) => {
    const value = await encode({ token: { sub: userId, sid: sessionId }, secret: config.authSecret });
    return { cookie: `${sessionCookieName(config.publicUrl)}=${value}` };
  };

  return {
    ...node,
    identity,
    auth,
    facade,
    ask,
    cookieOf,
    async get<R extends RouteId>(_route: R, line: string, asked?: Asked) {
      const { status, body } = await ask(line, asked);
      if (status >= 400) throw new Error(`${line} answered ${status}: ${JSON.stringify(body)}`);
      // `ask` parsed it by the route's own schema.
      return body as RestAnswer<R>;
    },
    async person(role = "member") {
      const email = `${randomUUID()}@example.org`;
      const account = { id: randomUUID(), name: `A ${role}`, email, passwordHash: null, oidcSubject: null };
      const first = await identity.accounts.createOwner(
        account,
        { id: randomUUID(), slug: "acme", name: "Acme" },
        null,
      );
      if (!first) await identity.accounts.create(account, { kind: "open" });
      await node.prisma.user.update({ where: { id: account.id }, data: { role } });
      const sessionId = randomUUID();
      await identity.sessions.create({
        id: sessionId,
        userId: account.id,
        userAgent: "a test",
        seconds: 30 * 24 * 60 * 60,
      });
      return { id: account.id, email, sessionId, cookie: await cookieOf({ userId: account.id, sessionId }) };
    },
  };
}
