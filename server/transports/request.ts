/** What the transports read of an HTTP request. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { errorTable } from "#contract/errors.ts";
import type { Credentials } from "#server/auth/identity.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Origin } from "#server/gateway/transport.ts";

/** The address that counts, by TRUSTED_PROXIES. */
export type AddressOf = (request: IncomingMessage) => string;

export const credentialsOf = (request: IncomingMessage): Credentials => ({
  method: request.method ?? "GET",
  url: request.url ?? "/",
  headers: request.headers,
});

export const originOf = (request: IncomingMessage, addressOf: AddressOf): Origin => ({
  address: addressOf(request),
  userAgent: (request.headers["user-agent"] ?? "").slice(0, 300),
});

/** What a failed opening answers: a thrown DomainError's own status, else 503. */
export function refusalOf(error: unknown): { code: keyof typeof errorTable; message: string; status: number } {
  const code = error instanceof DomainError ? error.code : "overloaded";
  const message = error instanceof DomainError ? error.message : "The server cannot answer now. Try again.";
  return { code, message, status: errorTable[code].http };
}

/** Answers an upgrade with an HTTP status instead, which ends the socket. */
export function refuseUpgrade(socket: Duplex, error: unknown): void {
  const { code, message, status } = refusalOf(error);
  const body = JSON.stringify({ type: "about:blank", title: errorTable[code].title, status, detail: message, code });
  socket.end(
    `HTTP/1.1 ${status} ${errorTable[code].title}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n` +
      `Cache-Control: no-store\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
