import { randomUUID } from "node:crypto";
import NextAuth from "next-auth";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { fill } from "#server/process.ts";
import { createTestDatabase } from "#test/support/database.ts";
import { startOidcProvider } from "#test/support/oidc-provider.ts";
import { basic, bearer, createParley, type Parley, password, testConfig } from "#test/support/parley.ts";
import { authOptions } from "./options.ts";

const provider = await startOidcProvider();
const { url } = await createTestDatabase();
const oidc = {
  name: "Example",
  issuer: provider.issuer,
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
};
const parley = createParley(url, { oidc });
const open = createParley(url, { oidc, registration: "open" });
afterAll(async () => {
  await Promise.all([parley.close(), open.close(), provider.stop()]);
  vi.unstubAllEnvs();
});
vi.stubEnv("NEXTAUTH_URL", testConfig.publicUrl);
beforeEach(() => fill(parley.facade));
await parley.person("owner");

/** A browser at next-auth's routes: keeps cookies, follows nothing by itself. */
function browser() {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  async function go(method: "GET" | "POST", path: string, body?: Record<string, string>) {
    const target = new URL(path, testConfig.publicUrl);
    const headers = { cookie: cookie(), "user-agent": "Firefox", "x-parley-address": randomUUID() };
    const answer: { status: number; location?: string; body?: unknown } = { status: 200 };
    const response = {
      status(code: number) {
        answer.status = code;
        return response;
      },
      getHeader: () => [],
      setHeader(name: string, value: string | string[]) {
        if (name === "Location") answer.location = String(value);
        if (name === "Set-Cookie") for (const line of [value].flat()) keep(line);
        return response;
      },
      json(content: unknown) {
        answer.body = content;
      },
      send(content: unknown) {
        answer.body = content;
      },
      end() {},
    };
    const query = { ...Object.fromEntries(target.searchParams), nextauth: target.pathname.split("/").slice(3) };
    const request = { method, headers, body, query, cookies: Object.fromEntries(jar) };
    // Its handler for plain Node, which takes less of a request than its type says: Next's own needs a running Next.
    await Reflect.apply(NextAuth, undefined, [request, response, authOptions(new Request(target, { headers }))]);
    return answer;
  }

  function keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") jar.delete(name);
    else jar.set(name, decodeURIComponent(value));
  }

  async function post(path: string, fields: Record<string, string>) {
    const { body } = await go("GET", "/api/auth/csrf");
    const { csrfToken } = body as { csrfToken: string };
    const answer = await go("POST", path, { csrfToken, callbackUrl: "/", json: "true", ...fields });
    return { ...answer, url: (answer.body as { url?: string }).url ?? "" };
  }

  return {
    go,
    post,
    jar,
    signIn: (email: string, secret: string) => post("/api/auth/callback/credentials", { email, password: secret }),
    /** To the provider and back; where next-auth sends us then. */
    async viaProvider() {
      const { url: there } = await post("/api/auth/signin/oidc", {});
      const back = (await fetch(there, { redirect: "manual" })).headers.get("location") ?? "";
      let { location = "" } = await go("GET", back.slice(testConfig.publicUrl.length));
      while (location.includes("/api/auth/")) location = (await go("GET", location)).location ?? "";
      return location;
    },
    me: async (at: Parley = parley) => (await at.ask("GET /me", { as: { cookie: cookie() } })).body,
  };
}

async function account() {
  const email = `${randomUUID()}@example.org`;
  fill(open.facade);
  const { user } = await open.get("accounts.create", "POST /accounts", { body: { name: "Ada", email, password } });
  fill(parley.facade);
  return { id: user.id, email };
}
const home = `${testConfig.publicUrl}/`;
const refused = expect.stringMatching(/\/sign-in\?error=AccessDenied$/);
const unknown = expect.objectContaining({ code: "unauthenticated" });
const someone = () => ({
  sub: randomUUID(),
  email: `${randomUUID()}@example.org`,
  email_verified: true,
  name: "Grace Hopper",
});

test("signing in with e-mail and password makes a session, and signing out ends it for whoever kept the cookie", async () => {
  const { id, email } = await account();
  const ada = browser();
  expect(await ada.signIn(email, password)).toMatchObject({ status: 200, url: home });
  expect(await ada.me()).toMatchObject({ user: { id } });
  expect((await ada.go("GET", "/api/auth/session")).body).toMatchObject({ user: { name: "Ada" } });
  const stolen = browser();
  for (const [name, value] of ada.jar) stolen.jar.set(name, value);
  await ada.post("/api/auth/signout", {});
  expect(await ada.me()).toEqual(unknown);
  expect(await stolen.me()).toEqual(unknown);
  expect((await stolen.go("GET", "/api/auth/session")).body).not.toHaveProperty("user");
});

test("a wrong password and an unknown e-mail are told apart from too many tries, not from each other", async () => {
  const { email } = await account();
  const guesser = browser();
  const errorOf = async (address: string, secret: string) =>
    new URL((await guesser.signIn(address, secret)).url).searchParams.get("error");
  expect(await errorOf(email, "wrong")).toBe("CredentialsSignin");
  expect(await errorOf("nobody@example.org", "wrong")).toBe("CredentialsSignin");
  const limited = () => Promise.reject(Object.assign(new Error("secret detail"), { code: "rateLimited" }));
  fill({ ...parley.facade, signIn: limited });
  expect(await errorOf(email, "wrong")).toBe("rateLimited");
  fill({ ...parley.facade, signIn: () => Promise.reject(new Error("secret detail")) });
  expect(await errorOf(email, "wrong")).toBe("internal");
});

test("without next-auth's own token nobody is signed in by a foreign form", async () => {
  const { email } = await account();
  const ada = browser();
  await ada.go("POST", "/api/auth/callback/credentials", { email, password, csrfToken: "x", json: "true" });
  expect(await ada.me()).toEqual(unknown);
});

test("the cookie is readable by no script, goes to no foreign site's request, and outlives no session", async () => {
  const options = authOptions(new Request(testConfig.publicUrl));
  expect(options).toMatchObject({ session: { strategy: "jwt" }, useSecureCookies: false, debug: false });
  const https = createParley(url, { publicUrl: "https://chat.example.org" });
  fill(https.facade);
  expect(authOptions(new Request(testConfig.publicUrl))).toMatchObject({ useSecureCookies: true });
  await https.close();
});

test("OpenID Connect: a verified e-mail leads to its account, and the subject stays with it", async () => {
  const { id, email } = await account();
  const sub = randomUUID();
  provider.next({ sub, email: email.toUpperCase(), email_verified: true });
  const ada = browser();
  expect(await ada.viaProvider()).toBe(home);
  expect(await ada.me()).toMatchObject({ user: { id } });
  provider.next({ sub, email: "changed@example.org" });
  const later = browser();
  await later.viaProvider();
  expect(await later.me()).toMatchObject({ user: { id } });
});

test("OpenID Connect: who made an account in another's name is out once its true owner comes", async () => {
  const { id, email } = await account();
  const thief = browser();
  await thief.signIn(email, password);
  const { token } = await parley.get("tokens.create", "POST /tokens", {
    as: basic(email, password),
    body: { name: "x" },
  });
  provider.next({ sub: randomUUID(), email, email_verified: true });
  const owner = browser();
  await owner.viaProvider();
  expect(await owner.me()).toMatchObject({ user: { id } });
  expect(await thief.me()).toEqual(unknown);
  expect((await parley.ask("GET /me", { as: bearer(token) })).body).toEqual(unknown);
  expect((await browser().signIn(email, password)).url).toContain("error=CredentialsSignin");
});

test("OpenID Connect: an unverified e-mail, or one whose account has another subject, leads nowhere", async () => {
  const { email } = await account();
  for (const email_verified of [false, undefined, "false"]) {
    provider.next({ sub: randomUUID(), email }, { email_verified });
    const thief = browser();
    expect(await thief.viaProvider()).toEqual(refused);
    expect(await thief.me()).toEqual(unknown);
  }
  provider.next({ sub: randomUUID(), email, email_verified: true });
  await browser().viaProvider();
  provider.next({ sub: randomUUID(), email, email_verified: true });
  expect(await browser().viaProvider()).toEqual(refused);
});

test("OpenID Connect: someone new is let in where registration is open, and nowhere else", async () => {
  const grace = someone();
  provider.next(grace);
  expect(await browser().viaProvider()).toEqual(refused);
  fill(open.facade);
  const visitor = browser();
  expect(await visitor.viaProvider()).toBe(home);
  expect(await visitor.me(open)).toMatchObject({ user: { name: "Grace Hopper", role: "member" }, email: grace.email });
});

test("OpenID Connect: a deactivated person stays out", async () => {
  fill(open.facade);
  provider.next(someone());
  const visitor = browser();
  await visitor.viaProvider();
  const { user } = (await visitor.me(open)) as { user: { id: string } };
  await parley.pool.query("UPDATE users SET deactivated_at = now() WHERE id = $1", [user.id]);
  expect(await browser().viaProvider()).toEqual(refused);
  expect(await visitor.me(open)).toEqual(unknown);
});

test.each([
  ["for another client", { aud: "another" }],
  ["of another issuer", { iss: "https://evil.example.org" }],
  ["of another sign-in", { nonce: "replayed" }],
])("OpenID Connect: an ID token %s is refused", async (_, claims) => {
  const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
  fill(open.facade);
  provider.next(someone(), claims);
  const visitor = browser();
  expect(await visitor.viaProvider()).toMatch(/error=OAuthCallback/);
  expect(await visitor.me(open)).toEqual(unknown);
  quiet.mockRestore();
});
