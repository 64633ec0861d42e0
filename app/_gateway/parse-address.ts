/** What the chat shows, by the page's address. */
export type Address =
  | { screen: "home" }
  /** `seq`: of the message that a permalink leads to. */
  | { screen: "room"; room: string; seq?: number }
  | { screen: "settings" };

export function parseAddress(pathname: string): Address {
  if (pathname === "/settings") return { screen: "settings" };
  const [, room, number] = /^\/r\/([^/]+)(?:\/([1-9]\d{0,14}))?$/.exec(pathname) ?? [];
  if (!room) return { screen: "home" };
  return { screen: "room", room: decoded(room), ...(number && { seq: Number(number) }) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
