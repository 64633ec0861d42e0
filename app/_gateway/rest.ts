import { systemClock } from "#client/clock.ts";
import { createHttp } from "#client/http.ts";
import { createRest, type Rest, type RestOf } from "#client/rest.ts";
import type { ErrorBody } from "#contract/errors.ts";
import type { RestAnswer, RouteId } from "#contract/rest.ts";

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
  readonly route: RouteId;

  constructor(error: ErrorBody, status: number, route: RouteId) {
    super(`${route}: ${error.code}`);
    this.name = "RestFailure";
    this.error = error;
    this.status = status;
    this.route = route;
  }
}

/** The same, where react-query wants a refusal as an exception. */
export const answersOf =
  <Id extends RouteId>(ask: RestOf<Id>) =>
  async <R extends Id>(route: R, parameters?: Parameters<typeof ask<R>>[1]): Promise<RestAnswer<R>> => {
    const result = await ask(route, parameters);
    if (!result.ok) throw new RestFailure(result.error, result.status, route);
    return result.answer;
  };

export const answerOf = answersOf(rest);
