/** Whether the room `r` is public, or the person of this parameter is in it. */
export const roomSeen = (parameter: string): string =>
  `(r.kind = 'public' OR EXISTS (SELECT FROM memberships seen
     WHERE seen.room_id = r.id AND seen.user_id = ${parameter} AND seen.left_seq IS NULL))`;
