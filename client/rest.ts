/** Typed REST by the contract's table: `rest("rooms.list", { query })`. */
import { errorBody } from "#contract/envelope.ts";
import { type ErrorBody, errorTable, problemSchema } from "#contract/errors.ts";
import type { RestAnswer as AnyRestAnswer, RouteId as AnyRouteId, RestInput } from "#contract/rest.ts";
import { imageSchema, type RouteAnswer, type RouteId, restAnswers } from "#contract/rest-answers.ts";
import type { Http } from "./http.ts";

type Parameters<R extends AnyRouteId> = {
  /** Fills the path's `{room}`, `{id}` … */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: RestInput<R>;
};

export type RestResult<R extends AnyRouteId> =
  | { readonly ok: true; readonly status: number; readonly answer: AnyRestAnswer<R> }
  /** `status` is 0 where no answer came. */
  | { readonly ok: false; readonly status: number; readonly error: ErrorBody };

/** Rejects never: a refusal, and an unreachable server, are data. */
export type RestOf<Id extends AnyRouteId> = <R extends Id>(
  route: R,
  parameters?: Parameters<R>,
) => Promise<RestResult<R>>;
export type Rest = RestOf<RouteId>;

export const createRest = (http: Http): Rest => createRestOf(http, restAnswers);

/** Of some of the contract's routes: a page loads the tables of those that it asks. */
export function createRestOf<Id extends AnyRouteId>(http: Http, table: Readonly<Record<Id, RouteAnswer>>): RestOf<Id> {
  return async (route, parameters = {}) => {
    const { method, path, answer, bodyType } = table[route];
    const image = bodyType === "image" ? imageSchema.safeParse(parameters.body) : null;
    if (image && !image.success)
      return { ok: false, status: 0, error: errorBody("invalidPayload", "This is no picture.") };
    const request = {
      method,
      path: `/api/v1${fill(path, parameters.params ?? {})}${search(parameters.query ?? {})}`,
      ...(image ? { body: image.data.bytes, headers: { "content-type": image.data.type } } : { body: parameters.body }),
    };
    const response = await http(request).catch(() => null);
    if (response === null)
      return { ok: false, status: 0, error: errorBody("timeout", "The server could not be reached.") };
    const { status } = response;
    if (status < 200 || status > 299) return { ok: false, status, error: refusal(status, response.body) };
    const parsed = answer.safeParse(status === 204 ? null : response.body);
    if (!parsed.success)
      return { ok: false, status, error: errorBody("internal", "The server's answer was not understood.") };
    // Parsed by this very route's schema, which TypeScript cannot follow through the lookup.
    return { ok: true, status, answer: parsed.data as AnyRestAnswer<typeof route> };
  };
}

const fill = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));

function search(query: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

/** A problem document, or what its status says where a proxy answered in the server's place. */
function refusal(status: number, body: unknown): ErrorBody {
  const problem = problemSchema.safeParse(body);
  if (problem.success) {
    const { code, detail, retryAfterMs, issues } = problem.data;
    return {
      code,
      message: detail,
      retryable: errorTable[code].retryable,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(issues ? { issues } : {}),
    };
  }
  if (status === 401) return errorBody("unauthenticated", "Sign in first.");
  if (status === 403) return errorBody("forbidden", "Not allowed.");
  if (status === 404) return errorBody("notFound", "Not found.");
  if (status === 429) return errorBody("rateLimited", "Too many requests.");
  return status >= 500
    ? errorBody("overloaded", "The server could not answer.")
    : errorBody("internal", `The server answered ${status}.`);
}
