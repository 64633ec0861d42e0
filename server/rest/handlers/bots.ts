import { digestOf, newSecret } from "#server/auth/secrets.ts";
import { mayChangeUser, requireAdmin } from "#server/domain/accounts/permissions.ts";
import { forbidden, notFound } from "#server/domain/errors.ts";
import { newId } from "#server/domain/ids.ts";
import type { Handlers, RestDeps } from "../handler.ts";

export const botHandlers = ({ integrations: { bots }, store, domain }: RestDeps) =>
  ({
    "bots.create": async ({ identity: { actor }, body }) => {
      requireAdmin(actor);
      return { user: await bots.create({ id: newId(), workspaceId: actor.workspaceId, ...body, of: "admins" }) };
    },

    "bots.list": async ({ identity: { actor } }) => {
      requireAdmin(actor);
      return { bots: await bots.list(actor.workspaceId) };
    },

    "bots.update": async ({ identity: { actor }, params, body: { name, deactivated } }) => {
      requireAdmin(actor);
      let user = await bots.find(actor.workspaceId, params.id);
      if (name !== undefined && name !== user.name) {
        user = await store.accounts.rename(user.id, name);
        await domain.userChanged(user);
      }
      if (deactivated === undefined) return { user };
      const changed = await store.accounts.change(actor, user.id, { deactivated }, mayChangeUser);
      if (changed.changed) await domain.userChanged(changed.user);
      if (changed.user.deactivatedAt) await domain.handOverRooms(actor, user.id);
      return { user: changed.user };
    },

    "botRooms.list": async ({ identity: { actor }, params }) => {
      requireAdmin(actor);
      const bot = await bots.find(actor.workspaceId, params.id);
      return { rooms: await bots.rooms(actor, bot.id) };
    },

    "botTokens.create": async ({ identity: { actor, credential }, params, body }) => {
      requireAdmin(actor);
      // Else whoever stole one could make more, and outlive its revocation.
      if (credential.kind === "token") throw forbidden("A token cannot make tokens: sign in.");
      const bot = await bots.find(actor.workspaceId, params.id);
      const token = `ply_${newSecret()}`;
      const id = newId();
      const made = { id, botId: bot.id, name: body.name, digest: digestOf(token) };
      await bots.createToken({ ...made, makerId: actor.id, by: credential });
      return { id, token };
    },

    "botTokens.list": async ({ identity: { actor }, params }) => {
      requireAdmin(actor);
      const bot = await bots.find(actor.workspaceId, params.id);
      return { tokens: await store.tokens.list(bot.id) };
    },

    "botTokens.delete": async ({ identity: { actor }, params }) => {
      requireAdmin(actor);
      const bot = await bots.find(actor.workspaceId, params.id);
      if (!(await store.tokens.revoke(bot.id, params.tokenId))) throw notFound("token");
      return null;
    },
  }) satisfies Partial<Handlers>;
