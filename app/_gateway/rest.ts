import { text } from "#app/_text/en.ts";
import { systemClock } from "#client/clock.ts";
import { createHttp } from "#client/http.ts";
import { createRest, type Rest } from "#client/rest.ts";
import type { ErrorBody } from "#contract/errors.ts";
import type { RestAnswer, RouteId } from "#contract/rest.ts";

const requestMs = 20_000;

/** REST in the name of whoever is signed in here. Refusals are data. */
export const rest: Rest = createRest(
  createHttp({
    baseUrl: "",
    credentials: { kind: "cookie" },
    fetch: (...request) => fetch(...request),
    clock: systemClock,
    requestMs,
  }),
);

/** A refusal where react-query wants an exception. */
export class RestFailure extends Error {
  readonly error: ErrorBody;
  readonly status: number;

  constructor(error: ErrorBody, status: number) {
    super(sentence(error, status));
    this.name = "RestFailure";
    this.error = error;
    this.status = status;
  }
}

export async function answerOf<R extends RouteId>(
  route: R,
  parameters?: Parameters<typeof rest<R>>[1],
): Promise<RestAnswer<R>> {
  const result = await rest(route, parameters);
  if (!result.ok) throw new RestFailure(result.error, result.status);
  return result.answer;
}

/** What to tell a person: the server's own sentence where it has one for them. */
export function sentence(error: ErrorBody, status: number): string {
  if (status === 0 || error.code === "timeout" || error.code === "overloaded") return text.errors.network;
  if (error.code === "rateLimited") return text.errors.rateLimited;
  if (error.code === "internal") return text.errors.unexpected;
  const issue = error.issues?.[0];
  return issue ? `${error.message} (${issue.path}: ${issue.message})` : error.message;
}
