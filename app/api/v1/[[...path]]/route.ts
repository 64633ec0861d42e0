/** All of REST: the table in contract/rest.ts decides what is there. */
import { facade } from "#server/facade.ts";

const answer = (request: Request): Promise<Response> => facade().rest(request);

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
