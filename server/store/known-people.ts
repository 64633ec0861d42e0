import type { Actor } from "#server/domain/actor.ts";

/**
 * SQL that is true of users `u` of the actor's workspace whom the actor, whose id is the parameter, knows: everyone, and
 * for a guest those whose words they may read, which is all who are, or were, in a room that the guest is in.
 */
export const knownTo = ({ role }: Actor, parameter: string): string =>
  role === "guest"
    ? `(u.id = ${parameter} OR EXISTS (SELECT FROM memberships mine JOIN memberships theirs USING (room_id)
        WHERE mine.user_id = ${parameter} AND mine.left_seq IS NULL AND theirs.user_id = u.id))`
    : `${parameter}::uuid IS NOT NULL`;
