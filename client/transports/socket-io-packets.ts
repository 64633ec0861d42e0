/**
 * Socket.IO's packets (protocol 5 within Engine.IO 4, https://socket.io/docs/v4/socket-io-protocol/) as far as one
 * namespace, one event, text and WebSocket go: a hundredth of the library, which browsers would load before anything.
 */
import * as z from "zod/mini";

export type Packet =
  /** Engine.IO is there; it pings, and is gone where it did not for `silenceMs`. */
  | { readonly kind: "open"; readonly silenceMs: number }
  | { readonly kind: "ping" }
  | { readonly kind: "connected" }
  | { readonly kind: "event"; readonly name: unknown; readonly data: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly data: unknown }
  /** Refused, or closed by the server. */
  | { readonly kind: "end" };

const openSchema = z.object({ pingInterval: z.number(), pingTimeout: z.number() });

/** What one message says; throws where it is none of these. */
export function readPacket(text: string): Packet {
  if (text === "2") return { kind: "ping" };
  if (text === "1" || text.startsWith("41") || text.startsWith("44")) return { kind: "end" };
  if (text.startsWith("40")) return { kind: "connected" };
  if (text.startsWith("0")) {
    const { pingInterval, pingTimeout } = openSchema.parse(JSON.parse(text.slice(1)));
    return { kind: "open", silenceMs: pingInterval + pingTimeout };
  }
  const [, type, id = "", json = ""] = /^4([23])(\d*)(\[.*)$/s.exec(text) ?? [];
  const [first, second]: unknown[] = z.array(z.unknown()).parse(JSON.parse(json));
  return type === "2" ? { kind: "event", name: first, data: second } : { kind: "answer", id: Number(id), data: first };
}

export const pong = "3";
export const disconnect = "41";
export const connect = (auth: object): string => `40${JSON.stringify(auth)}`;
/** An event that wants an answer, which will name `id`. */
export const emit = (id: number, name: string, data: unknown): string => `42${id}${JSON.stringify([name, data])}`;
