import { briefly } from "#server/domain/briefly.ts";
import type { Handlers, RestDeps } from "../handler.ts";
import { openApi } from "../openapi.ts";

export function serverHandlers({ settings, store }: RestDeps) {
  // Once there is a workspace it stays; that there is none may change at once.
  const workspaceNow = briefly(
    () => store.accounts.workspace(),
    (workspace) => workspace !== null,
  );
  return {
    "openapi.get": async () => openApi(settings.publicUrl),

    "server.get": async () => {
      const workspace = await workspaceNow();
      return {
        state: workspace ? ("ready" as const) : ("needsOwner" as const),
        registration: settings.registration,
        workspaceName: workspace?.name ?? "Parley",
        ...(settings.oidcName !== undefined && { oidc: settings.oidcName }),
        setupRequired: settings.setupRequired,
      };
    },
  } satisfies Partial<Handlers>;
}
