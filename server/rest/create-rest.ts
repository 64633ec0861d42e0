/** One entry for every request under `/api/v1`: route → identity → origin → body → handler → answer, all from the table. */
import type * as z from "zod/mini";
import { issuesOf } from "#contract/envelope.ts";
import { imageSchema, type RestRoute, type RouteId, restRoutes } from "#contract/rest.ts";
import { addressOf } from "#server/auth/authenticator.ts";
import type { Auth } from "#server/auth/create-auth.ts";
import type { Credentials, RequestIdentity } from "#server/auth/identity.ts";
import { foreignOrigin } from "#server/auth/origins.ts";
import { isTooMuch, notFound } from "#server/domain/errors.ts";
import { Already, type Call, type Handlers, type RestDeps } from "./handler.ts";
import { createHandlers } from "./handlers.ts";
import { imageResponse } from "./image-response.ts";
import { match } from "./match.ts";
import { asDomainError, invalid, problemResponse, restHeaders } from "./problem.ts";
import { readImage, readJson } from "./read-body.ts";

const apiPath = "/api/v1";

/** A call whose parts were parsed by its own route's schemas. */
type ParsedCall = {
  params: Record<string, string>;
  query: unknown;
  body: unknown;
  identity: RequestIdentity | null;
  address: string;
};

/** A request whose route is known, and who asks. */
type Known = {
  request: Request;
  url: URL;
  route: RestRoute;
  id: RouteId;
  params: Record<string, string>;
  credentials: Credentials;
  identity: RequestIdentity | null;
  about: About;
};

/** What is known of a request so far, for the log. */
type About = { route?: RouteId; user?: string | undefined; request?: string | undefined };

export type Rest = (request: Request) => Promise<Response>;

/** Never throws: every error becomes a problem document. */
export function createRest(deps: RestDeps): Rest {
  const handlers: Handlers = createHandlers(deps);

  async function answer(request: Request, about: About): Promise<Response> {
    const url = new URL(request.url);
    const found = match(request.method, url.pathname.slice(apiPath.length));
    if (found.kind === "unknown") throw notFound("address");
    if (found.kind === "method") {
      const headers = { Allow: found.allow.join(", ") };
      if (request.method === "OPTIONS")
        return new Response(null, { status: 204, headers: { ...restHeaders, ...headers } });
      return problemResponse(notFound("method here"), { status: 405, headers });
    }
    const route: RestRoute = restRoutes[found.id];
    about.route = found.id;
    const credentials = credentialsOf(request, url);
    const identity = await identityOf(route, credentials, deps);
    about.user = identity?.actor.id;
    try {
      return await answerTo({ request, url, route, id: found.id, params: found.params, credentials, identity, about });
    } catch (error) {
      if (identity && isTooMuch(asDomainError(error))) await deps.rates.refusals.holdIfOften(identity.actor.id);
      throw error;
    }
  }

  async function answerTo({ request, url, route, id, params, credentials, identity, about }: Known): Promise<Response> {
    if (identity && route.method !== "GET") deps.rates.changes.count(identity.actor.id);
    const query = route.query ? parse(route.query, Object.fromEntries(url.searchParams), "query") : undefined;
    if (identity && route.bodyType === "image") deps.rates.pictures.count(identity.actor.id);
    const body = route.body ? parse(route.body, await contentOf(route, request), "body") : undefined;
    about.request = requestIdOf(body);
    const address = addressOf(credentials.headers);
    const handle = () => carryOut(handlers, id, { params, query, body, identity, address });
    const reading = identity && route.method === "GET";
    const gate = route.answerType === "image" ? deps.rates.pictureReads : deps.rates.reads;
    const result = await (reading ? gate.run(identity.actor.id, handle) : handle());
    if (route.answerType === "image") return imageResponse(request, imageSchema.parse(result));
    if (route.status === 204) return new Response(null, { status: 204, headers: restHeaders });
    const [status, content] = result instanceof Already ? [200, result.answer] : [route.status, result];
    return Response.json(content, { status, headers: restHeaders });
  }

  async function answerOrRefuse(request: Request): Promise<Response> {
    const about: About = {};
    try {
      return await answer(request, about);
    } catch (error) {
      const refusal = asDomainError(error);
      if (refusal.code === "internal") deps.onError(error, about);
      return problemResponse(refusal);
    }
  }

  return async (request) => {
    const response = await answerOrRefuse(request);
    return request.method === "HEAD" ? new Response(null, response) : response;
  };
}

/** The one place where TypeScript cannot see that the schemas which parsed the call are those of its handler. */
const carryOut = <R extends RouteId>(handlers: Handlers, id: R, call: ParsedCall): Promise<unknown> =>
  handlers[id](call as Call<R>);

/** The caller's own key, which a command has, too. */
const requestIdOf = (body: unknown): string | undefined =>
  typeof body === "object" && body !== null && "requestId" in body && typeof body.requestId === "string"
    ? body.requestId
    : undefined;

const contentOf = (route: RestRoute, request: Request): Promise<unknown> =>
  route.bodyType === "image" ? readImage(request) : readJson(request);

async function identityOf(route: RestRoute, credentials: Credentials, deps: RestDeps): Promise<RequestIdentity | null> {
  const { authenticator } = deps.auth;
  if (route.auth === "identityOrBasic") return authenticator.requestOrBasic(credentials);
  if (route.auth === "identity") return authenticator.request(credentials);
  // Nobody's rights are used here, yet another site's page has no business making accounts or trying links from a visitor's browser.
  if (route.method !== "GET" && credentials.headers.origin !== undefined && !fromAllowed(credentials, deps.auth))
    throw foreignOrigin(credentials, deps.settings.publicUrl);
  return null;
}

const fromAllowed = ({ headers }: Credentials, { allowedOrigins }: Auth): boolean =>
  typeof headers.origin === "string" && allowedOrigins.has(headers.origin);

const credentialsOf = (request: Request, url: URL): Credentials => ({
  method: request.method,
  url: url.pathname + url.search,
  headers: Object.fromEntries(request.headers),
});

function parse(schema: z.ZodMiniType, value: unknown, what: "query" | "body"): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error);
  throw invalid(
    issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; ") ||
      `The ${what} is not valid.`,
    issues,
  );
}
