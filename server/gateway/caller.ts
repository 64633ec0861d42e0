import type { Identity } from "#server/auth/identity.ts";
import type { Connection } from "./connection.ts";

/** Who sent a command: by POST perhaps without a connection. */
export type Caller = { readonly identity: Identity; readonly connection?: Connection | undefined };
