/** Every route of the table has its handler, or this does not compile. */

import type { Handlers, RestDeps } from "./handler.ts";
import { accountHandlers } from "./handlers/accounts.ts";
import { botHandlers } from "./handlers/bots.ts";
import { connectionHandlers } from "./handlers/connections.ts";
import { deadLetterHandlers } from "./handlers/dead-letters.ts";
import { inviteHandlers } from "./handlers/invites.ts";
import { meHandlers } from "./handlers/me.ts";
import { memberHandlers } from "./handlers/members.ts";
import { messageHandlers } from "./handlers/messages.ts";
import { pictureHandlers } from "./handlers/pictures.ts";
import { roomHandlers } from "./handlers/rooms.ts";
import { serverHandlers } from "./handlers/server.ts";
import { tokenHandlers } from "./handlers/tokens.ts";
import { userHandlers } from "./handlers/users.ts";
import { webhookHandlers } from "./handlers/webhooks.ts";

export const createHandlers = (deps: RestDeps) =>
  ({
    ...serverHandlers(deps),
    ...accountHandlers(deps),
    ...tokenHandlers(deps),
    ...meHandlers(deps),
    ...pictureHandlers(deps),
    ...inviteHandlers(deps),
    ...userHandlers(deps),
    ...roomHandlers(deps),
    ...memberHandlers(deps),
    ...messageHandlers(deps),
    ...botHandlers(deps),
    ...webhookHandlers(deps),
    ...deadLetterHandlers(deps),
    ...connectionHandlers(deps),
  }) satisfies Handlers;
