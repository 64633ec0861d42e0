/** From an action to its handler; complete by type. */
import type { Result } from "#contract/commands.ts";
import type { Command } from "#contract/envelope.ts";
import type { Actor } from "./actor.ts";
import type { Context, Handler } from "./context.ts";
import type { DomainAction } from "./domain.ts";
import { joinRoom } from "./memberships/join-room.ts";
import { leaveRoom } from "./memberships/leave-room.ts";
import { addReaction } from "./messages/add-reaction.ts";
import { deleteMessage } from "./messages/delete-message.ts";
import { editMessage } from "./messages/edit-message.ts";
import { markRead } from "./messages/mark-read.ts";
import { removeReaction } from "./messages/remove-reaction.ts";
import { sendMessage } from "./messages/send-message.ts";

type Handlers = { readonly [A in DomainAction]: Handler<A, Result<A>> };

const handlers: Handlers = {
  sync: ({ store }, actor, { payload }) => store.sync(actor.id, actor.workspaceId, payload),
  joinRoom,
  leaveRoom,
  sendMessage,
  editMessage,
  deleteMessage,
  addReaction,
  removeReaction,
  markRead,
};

export const dispatch = <A extends DomainAction>(
  context: Context,
  actor: Actor,
  command: Command<A>,
): Promise<Result<A>> => handlers[command.action](context, actor, command);
