import type { Handlers, RestDeps } from "../handler.ts";

export const accountHandlers = ({ auth }: RestDeps) =>
  ({
    "accounts.create": async ({ body, address }) => {
      auth.registrations.count(address);
      return { user: await auth.signUp(body) };
    },

    "passwordResets.redeem": async ({ body, address }) => {
      await auth.passwords.redeem({ ...body, address });
      return null;
    },
  }) satisfies Partial<Handlers>;
