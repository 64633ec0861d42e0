/** What app/ is given: built here, so that the module that app/ imports brings no server code into its bundles. */
import type { Auth } from "#server/auth/create-auth.ts";
import { cookieSeconds } from "#server/auth/session-cookie.ts";
import type { AccountStore } from "#server/domain/account-ports.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Rest } from "#server/rest/create-rest.ts";
import type { Facade } from "./facade.ts";

type Deps = {
  readonly settings: Pick<Facade["settings"], "publicUrl" | "authSecret" | "registration" | "oidc">;
  readonly auth: Auth;
  readonly accounts: AccountStore;
  readonly rest: Rest;
};

export function createFacade({ settings, auth, accounts, rest }: Deps): Facade {
  return {
    settings: {
      ...settings,
      sessionCookie: auth.sessionCookie,
      secureCookies: settings.publicUrl.startsWith("https:"),
      sessionSeconds: cookieSeconds,
    },
    rest,
    needsOwner: () => accounts.isEmpty(),
    signIn: (input) => auth.signIn.byPassword(input),
    signInOidc: (input) => auth.signIn.byOidc(input),
    signOut: (sessionId) => auth.signIn.out(sessionId),
    async visitor(cookieHeader) {
      if (cookieHeader === null) return null;
      try {
        const { actor } = await auth.authenticator.request({ method: "GET", url: "/", headers: { cookie: cookieHeader } });
        const profile = await accounts.profile(actor.id);
        return profile && { user: profile.user, workspace: profile.workspace };
      } catch (error) {
        if (error instanceof DomainError && error.code === "unauthenticated") return null;
        throw error;
      }
    },
  };
}
