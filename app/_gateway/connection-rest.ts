import { http, RestFailure } from "#app/_gateway/rest.ts";
import { createRestOf } from "#client/rest.ts";
import { connectionAnswers } from "#contract/connections.ts";
import type { RestAnswer } from "#contract/rest.ts";

type ConnectionRouteId = keyof typeof connectionAnswers;

/** Open connections by REST. Refusals are data. */
export const connectionRest = createRestOf<ConnectionRouteId>(http, connectionAnswers);

/** The same where react-query wants an exception. */
export async function connectionsOf<R extends ConnectionRouteId>(
  route: R,
  parameters?: Parameters<typeof connectionRest<R>>[1],
): Promise<RestAnswer<R>> {
  const result = await connectionRest(route, parameters);
  if (!result.ok) throw new RestFailure(result.error, result.status, route);
  return result.answer;
}
