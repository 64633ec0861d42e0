import type { UserRole } from "#contract/entities.ts";

/** Who acts: a person or a bot, as the database knew them when the request or connection was authenticated. */
export type Actor = {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly role: UserRole;
  readonly bot: boolean;
};
