import { unknownAddress } from "#server/auth/authenticator.ts";
import { digestOf } from "#server/auth/secrets.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Handlers, RestDeps } from "../handler.ts";

export const accountHandlers = ({ auth, store }: RestDeps) =>
  ({
    "accounts.create": async ({ body, address }) => {
      auth.registrations.count(address);
      return { user: await auth.signUp(body) };
    },

    "passwordResets.get": async ({ params, address }) => {
      // The page behind the link asks from the server's side, for whoever opened it.
      if (address !== unknownAddress) auth.registrations.count(address);
      const expiresAt = await store.resets.expiry(digestOf(params.reset));
      if (!expiresAt) throw notFound("link");
      return { expiresAt: expiresAt.toISOString() };
    },

    "passwordResets.redeem": async ({ body, address }) => {
      await auth.passwords.redeem({ ...body, address });
      return null;
    },
  }) satisfies Partial<Handlers>;
