import { answersOf, http } from "#app/_gateway/rest.ts";
import { createRestOf } from "#client/rest.ts";
import { connectionAnswers } from "#contract/connections.ts";

/** Open connections by REST. Refusals are data. */
export const connectionRest = createRestOf<keyof typeof connectionAnswers>(http, connectionAnswers);

/** The same where react-query wants an exception. */
export const connectionsOf = answersOf(connectionRest);
