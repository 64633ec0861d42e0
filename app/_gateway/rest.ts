import { systemClock } from "#client/clock.ts";
import { createHttp } from "#client/http.ts";
import { createRest, type Rest } from "#client/rest.ts";
import type { ErrorBody } from "#contract/errors.ts";
import type { RouteId as AnyRouteId } from "#contract/rest.ts";
import type { RestAnswer, RouteId } from "#contract/rest-answers.ts";

const requestMs = 20_000;

/** In the name of whoever is signed in here. */
export const http = createHttp({
  baseUrl: "",
  credentials: { kind: "cookie" },
  fetch: (...request) => fetch(...request),
  clock: systemClock,
  requestMs,
});

/** What the chat asks by REST. Refusals are data. */
export const rest: Rest = createRest(http);

/** A refusal where react-query wants an exception; `useFailure()` makes a sentence of it. */
export class RestFailure extends Error {
  readonly error: ErrorBody;
  readonly status: number;
  readonly route: AnyRouteId;

  constructor(error: ErrorBody, status: number, route: AnyRouteId) {
    super(`${route}: ${error.code}`);
    this.name = "RestFailure";
    this.error = error;
    this.status = status;
    this.route = route;
  }
}

export async function answerOf<R extends RouteId>(
  route: R,
  parameters?: Parameters<typeof rest<R>>[1],
): Promise<RestAnswer<R>> {
  const result = await rest(route, parameters);
  if (!result.ok) throw new RestFailure(result.error, result.status, route);
  return result.answer;
}
