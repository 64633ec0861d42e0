/** What app/ is given: built here, so that the module that app/ imports brings no server code into its bundles. */
import type { Auth, AuthConfig } from "#server/auth/create-auth.ts";
import { ensureSetupLink } from "#server/auth/links.ts";
import { cookieSeconds } from "#server/auth/session-cookie.ts";
import type { IdentityStore } from "#server/domain/account-ports.ts";
import type { Domain } from "#server/domain/domain.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { IntegrationStore } from "#server/domain/integration-ports.ts";
import type { LiveConnections } from "#server/domain/live-connections.ts";
import type { Facade } from "#server/facade.ts";
import type { Concerned } from "#server/observability/report.ts";
import { createPictureEncoder } from "#server/pictures/picture-encoder.ts";
import { createRest } from "./create-rest.ts";
import type { Rates } from "./rates.ts";

type Deps = {
  readonly config: Pick<AuthConfig, "publicUrl" | "publicUrlIsLoopback" | "authSecret" | "registration"> &
    Pick<Facade["settings"], "oidc" | "designPage">;
  readonly auth: Auth;
  readonly store: IdentityStore;
  readonly integrations: IntegrationStore;
  readonly domain: Domain;
  readonly connections: LiveConnections;
  readonly rates: Rates;
  /** Called with what went wrong inside; the caller is told nothing but `internal`. */
  readonly onError: (error: unknown, about?: Concerned) => void;
};

export function createFacade({ config, auth, store, integrations, domain, connections, rates, onError }: Deps): Facade {
  const { publicUrl, authSecret, registration, oidc, designPage } = config;
  const setupRequired = !config.publicUrlIsLoopback;
  const settings = { publicUrl, registration, setupRequired, oidcName: oidc?.name };
  return {
    settings: {
      publicUrl,
      authSecret,
      registration,
      oidc,
      sessionCookie: auth.sessionCookie,
      secureCookies: publicUrl.startsWith("https:"),
      sessionSeconds: cookieSeconds,
      designPage,
    },
    rest: createRest({
      settings,
      auth,
      store,
      integrations,
      domain,
      connections,
      rates,
      encodePicture: createPictureEncoder(),
      onError,
    }),
    needsOwner: () => store.accounts.isEmpty(),
    setupLink: async () => (setupRequired ? ensureSetupLink(store, publicUrl) : null),
    signIn: (input) => auth.signIn.byPassword(input),
    signInOidc: (input) => auth.signIn.byOidc(input),
    signOut: (sessionId) => auth.signIn.out(sessionId),
    async visitor(cookieHeader) {
      if (cookieHeader === null) return null;
      try {
        const { actor } = await auth.authenticator.request({
          method: "GET",
          url: "/",
          headers: { cookie: cookieHeader },
        });
        const [profile, epoch] = await Promise.all([store.accounts.profile(actor.id), domain.epoch()]);
        return profile && { user: profile.user, workspace: profile.workspace, epoch };
      } catch (error) {
        if (error instanceof DomainError && error.code === "unauthenticated") return null;
        throw error;
      }
    },
  };
}
