import type { Credential } from "#server/auth/identity.ts";
import { DomainError, notFound } from "#server/domain/errors.ts";
import type { Handlers, RestDeps } from "../handler.ts";

const sessionOf = (credential: Credential): string | null =>
  credential.kind === "session" ? credential.sessionId : null;

export const meHandlers = ({ store, auth, domain }: RestDeps) => {
  async function profile(userId: string) {
    const found = await store.accounts.profile(userId);
    if (!found) throw new DomainError("unauthenticated", "Your account has ended.");
    return found;
  }

  return {
    "me.get": async ({ identity }) => {
      const { user, workspace, email } = await profile(identity.actor.id);
      return { user, workspace, ...(email !== null && { email }) };
    },

    "me.update": async ({ identity, body }) => {
      if (body.name === undefined) return { user: (await profile(identity.actor.id)).user };
      const user = await store.accounts.rename(identity.actor.id, body.name);
      await domain.userChanged(user);
      return { user };
    },

    "me.read": async ({ identity }) => ({ read: await domain.markAllRead(identity.actor) }),

    "me.password": async ({ identity, body }) => {
      await auth.passwords.change({ userId: identity.actor.id, ...body, keep: sessionOf(identity.credential) });
      return null;
    },

    "sessions.list": async ({ identity }) => {
      const current = sessionOf(identity.credential);
      const sessions = await store.sessions.list(identity.actor.id);
      return {
        sessions: sessions.map(({ createdAt, expiresAt, ...session }) => ({
          ...session,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          current: session.id === current,
        })),
      };
    },

    "sessions.deleteAll": async ({ identity }) => {
      await store.sessions.revokeAll(identity.actor.id);
      return null;
    },

    "sessions.delete": async ({ identity, params }) => {
      if (!(await store.sessions.revoke(identity.actor.id, params.id))) throw notFound("session");
      return null;
    },
  } satisfies Partial<Handlers>;
};
