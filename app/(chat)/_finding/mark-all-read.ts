import { rest } from "#app/_gateway/rest.ts";
import type { GatewayClient } from "#client/public.ts";

/** The marks themselves come back by event, on every device. True where it was done. */
export async function markAllRead(client: GatewayClient): Promise<boolean> {
  const unread = [...client.rooms.get().values()].some((state) => state.unread > 0);
  if (!unread) return true;
  return (await rest("me.read")).ok;
}
