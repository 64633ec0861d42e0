import type { Handlers, RestDeps } from "../handler.ts";
import { openApi } from "../openapi.ts";

export const serverHandlers = ({ settings, store }: RestDeps) =>
  ({
    "openapi.get": async () => openApi(settings.publicUrl),

    "server.get": async () => {
      const workspace = await store.accounts.workspace();
      return {
        state: workspace ? ("ready" as const) : ("needsOwner" as const),
        registration: settings.registration,
        workspaceName: workspace?.name ?? "Parley",
        ...(settings.oidcName !== undefined && { oidc: settings.oidcName }),
        setupRequired: settings.setupRequired,
      };
    },
  }) satisfies Partial<Handlers>;
