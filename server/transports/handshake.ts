/** What RFC 6455 asks of an opening handshake before anybody looks up who it is; `ws` judges the rest of it. */
import type { IncomingMessage } from "node:http";

/** Of the protocol, the only one there is (section 4.1). `ws` would speak the draft before it, too. */
const version = "13";

/** Whoever offers another protocol (curl and Java offer HTTP/2) is answered in the one they asked in (RFC 9110, 7.8). */
export const asksForWebSocket = ({ headers }: Pick<IncomingMessage, "headers">): boolean =>
  (headers.upgrade ?? "")
    .toLowerCase()
    .split(",")
    .some((protocol) => protocol.trim() === "websocket");

/** The answer to a handshake that is none (sections 4.2.1 and 4.4), as it goes over the wire; null where nothing is wrong. */
export function handshakeFault(request: Pick<IncomingMessage, "headers" | "httpVersion">): string | null {
  const { headers, httpVersion } = request;
  if (headers.host === undefined) return refusal("400 Bad Request");
  if (httpVersion !== "1.1") return refusal("426 Upgrade Required", "Upgrade: HTTP/1.1\r\n");
  if (headers["sec-websocket-version"] !== version)
    return refusal("426 Upgrade Required", `Upgrade: websocket\r\nSec-WebSocket-Version: ${version}\r\n`);
  return null;
}

const refusal = (status: string, more = ""): string =>
  `HTTP/1.1 ${status}\r\n${more}Connection: close\r\nContent-Length: 0\r\n\r\n`;
