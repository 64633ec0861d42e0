import { digestOf, newSecret } from "#server/auth/secrets.ts";
import { newSigningSecret } from "#server/auth/signing-secrets.ts";
import { requireAdmin } from "#server/domain/accounts/permissions.ts";
import type { Actor } from "#server/domain/actor.ts";
import { conflict, DomainError, notFound } from "#server/domain/errors.ts";
import { newId } from "#server/domain/ids.ts";
import type { Handlers, RestDeps } from "../handler.ts";

export const webhookHandlers = ({ integrations, domain, store, settings }: RestDeps) => {
  const { incoming, outgoing, bots } = integrations;

  /** The bot of a webhook leaves its room, if it is there, and is done for. */
  async function dismiss(actor: Actor, roomId: string, botId: string): Promise<void> {
    const bot: Actor = { id: botId, workspaceId: actor.workspaceId, name: "", role: "guest", bot: true };
    await domain.removeMember(bot, roomId, botId).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== "notFound") throw error;
    });
    const { user, changed } = await store.accounts.change(actor, botId, { deactivated: true }, () => {});
    if (changed) await domain.userChanged(user);
  }

  return {
    "incomingWebhooks.create": async ({ identity: { actor }, params, body: { name } }) => {
      const { roomId } = await domain.roomToConnect(actor, params.room);
      const secret = newSecret();
      const id = newId();
      // A guest sees the rooms that it was added to, which is this one.
      const account = { id: newId(), workspaceId: actor.workspaceId, name, role: "guest" as const };
      const bot = await bots.create({ ...account, of: "webhook" });
      try {
        await domain.putMember(actor, roomId, bot.id, "member");
        await incoming.create({ id, roomId, botId: bot.id, createdById: actor.id, name, digest: digestOf(secret) });
      } catch (error) {
        await dismiss(actor, roomId, bot.id);
        throw error;
      }
      return { id, url: `${settings.publicUrl}/hooks/${secret}` };
    },

    "incomingWebhooks.everywhere": async ({ identity: { actor } }) => {
      requireAdmin(actor);
      return { webhooks: await incoming.everywhere(actor) };
    },

    "incomingWebhooks.list": async ({ identity: { actor }, params }) => {
      const { roomId } = await domain.roomToConnect(actor, params.room);
      return { webhooks: await incoming.list(roomId) };
    },

    "incomingWebhooks.delete": async ({ identity: { actor }, params }) => {
      const { roomId } = await domain.roomToConnect(actor, params.room);
      const hook = (await incoming.list(roomId)).find(({ id }) => id === params.id);
      if (!hook) throw notFound("webhook");
      // Last, so that one that was cut short can be done again.
      await dismiss(actor, roomId, hook.botId);
      await incoming.revoke(roomId, hook.id);
      return null;
    },

    "outgoingWebhooks.create": async ({ identity: { actor }, body: { room, name, url, events } }) => {
      requireAdmin(actor);
      const connected = room === undefined ? null : await domain.roomToConnect(actor, room);
      if (connected?.kind === "direct") throw conflict("What is said in a direct conversation stays there.");
      const secret = newSigningSecret();
      const roomId = connected?.roomId ?? null;
      const hook = { id: newId(), name, url, secret, roomId, events: [...new Set(events)] };
      return { webhook: await outgoing.create(actor, hook), secret };
    },

    "outgoingWebhooks.list": async ({ identity: { actor } }) => {
      requireAdmin(actor);
      return { webhooks: await outgoing.list(actor) };
    },

    "outgoingWebhooks.update": async ({ identity: { actor }, params, body }) => {
      requireAdmin(actor);
      return { webhook: await outgoing.update(actor, params.id, body) };
    },

    "outgoingWebhooks.delete": async ({ identity: { actor }, params }) => {
      requireAdmin(actor);
      await outgoing.remove(actor, params.id);
      return null;
    },
  } satisfies Partial<Handlers>;
};
