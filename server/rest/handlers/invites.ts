import { randomUUID } from "node:crypto";
import { unknownAddress } from "#server/auth/authenticator.ts";
import { digestOf, newSecret } from "#server/auth/secrets.ts";
import { mayInvite, seesAllInvites } from "#server/domain/accounts/permissions.ts";
import type { Actor } from "#server/domain/actor.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Handlers, RestDeps } from "../handler.ts";

export const inviteHandlers = ({ store, auth, settings }: RestDeps) => {
  /** Admins see and withdraw everybody's, others their own. */
  const scope = (actor: Actor): string | null => (seesAllInvites(actor) ? null : actor.id);

  return {
    "invites.create": async ({ identity: { actor }, body }) => {
      mayInvite(actor, body.role);
      const invite = newSecret();
      const id = randomUUID();
      const expiresAt = await store.invites.create({
        id,
        workspaceId: actor.workspaceId,
        createdById: actor.id,
        digest: digestOf(invite),
        role: body.role,
        maxUses: body.maxUses ?? null,
        hours: body.expiresInHours,
      });
      return { id, invite, url: `${settings.publicUrl}/join/${invite}`, expiresAt: expiresAt.toISOString() };
    },

    "invites.list": async ({ identity: { actor } }) => ({
      invites: await store.invites.list(actor.workspaceId, scope(actor)),
    }),

    "invites.delete": async ({ identity: { actor }, params }) => {
      if (!(await store.invites.revoke(actor.workspaceId, params.id, scope(actor)))) throw notFound("invite");
      return null;
    },

    "invitations.get": async ({ params, address }) => {
      // The page behind the link asks from the server's side, for whoever opened it.
      if (address !== unknownAddress) auth.registrations.count(address);
      const invitation = await store.invites.preview(digestOf(params.invite));
      if (!invitation) throw notFound("invite");
      return invitation;
    },
  } satisfies Partial<Handlers>;
};
