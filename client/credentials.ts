/** How the client says who it is: on requests, and on opening a connection (AUTH-2). */
export type Credentials =
  /** The browser's session cookie. */
  | { readonly kind: "cookie" }
  | { readonly kind: "token"; readonly token: string }
  /** Connections are opened by tickets; requests go by the token, or else the cookie. */
  | { readonly kind: "ticket"; readonly ticket: () => Promise<string>; readonly token?: string };

export function requestHeaders(credentials: Credentials): Record<string, string> {
  const token = credentials.kind === "cookie" ? undefined : credentials.token;
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** What opens a connection beyond the cookie. */
export async function openingAuth(credentials: Credentials): Promise<{ token?: string; ticket?: string }> {
  if (credentials.kind === "token") return { token: credentials.token };
  if (credentials.kind === "ticket") return { ticket: await credentials.ticket() };
  return {};
}
