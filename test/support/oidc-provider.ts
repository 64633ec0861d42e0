/** A small OpenID Connect provider: discovery, code flow with PKCE, signed ID tokens. It lets in whoever it is told to. */
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { freePort } from "./ports.ts";

export type OidcPerson = { sub: string; email?: string; email_verified?: boolean; name?: string };

export type OidcProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in there next, and what their ID token says besides. */
  next(person: OidcPerson, claims?: Record<string, unknown>): void;
  stop(): Promise<void>;
};

type Grant = { challenge: string; nonce: string; redirect: string; claims: Record<string, unknown> };

export async function startOidcProvider(): Promise<OidcProvider> {
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const [clientId, clientSecret] = ["parley", randomUUID()];
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const grants = new Map<string, Grant>();
  let nextClaims: Record<string, unknown> = {};

  const json = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  };

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    const get = (name: string) => query.get(name) ?? "";
    if (get("client_id") !== clientId || get("code_challenge_method") !== "S256") return json(response, 400, {});
    grants.set(code, {
      challenge: get("code_challenge"),
      nonce: get("nonce"),
      redirect: get("redirect_uri"),
      claims: nextClaims,
    });
    const back = new URL(get("redirect_uri"));
    back.search = new URLSearchParams({ code, state: get("state") }).toString();
    response.writeHead(302, { Location: back.href });
    response.end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const client = `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
    const right = grant?.challenge === challenge && grant.redirect === form.get("redirect_uri");
    if (!grant || !right || request.headers.authorization !== client)
      return json(response, 400, { error: "invalid_grant" });
    const idToken = await new SignJWT({ nonce: grant.nonce, iss: issuer, aud: clientId, ...grant.claims })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setIssuedAt()
      .setExpirationTime("5 minutes")
      .sign(privateKey);
    json(response, 200, { access_token: randomUUID(), token_type: "Bearer", id_token: idToken });
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/authorize") return authorize(url.searchParams, response);
    if (url.pathname === "/token") return token(request, response);
    if (url.pathname === "/jwks")
      return json(response, 200, { keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "RS256" }] });
    json(response, 200, {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    });
  }).listen(Number(new URL(issuer).port), "127.0.0.1");
  await once(server, "listening");
  return {
    issuer,
    clientId,
    clientSecret,
    next(person, claims = {}) {
      nextClaims = { ...person, ...claims };
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
