import { restRoutes } from "#contract/rest.ts";
import { ask } from "./ask.ts";

export const serverState = () => ask("nobody", "/server", restRoutes["server.get"].answer);
export const passwordReset = (reset: string) =>
  ask("nobody", `/password-resets/${encodeURIComponent(reset)}`, restRoutes["passwordResets.get"].answer);
export const invitation = (invite: string) =>
  ask("nobody", `/invitations/${encodeURIComponent(invite)}`, restRoutes["invitations.get"].answer);
