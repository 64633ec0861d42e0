/** What the connection check of a visitor's own browser (`/doctor`) asks the server. No part of the protocol's promises. */
import * as z from "zod/mini";

/** `GET /api/v1/probe?origin=`: the request as it arrived, beside what the server was told of its place. */
export const probeSchema = z.object({
  /** The `Host` header. */
  host: z.string(),
  /** By which limits count: the visitor's own, where the proxies say so and are believed. */
  address: z.string(),
  /** Whoever opened the TCP connection; told to those only who look after the server. */
  peer: z.optional(z.string()),
  /** Whether TRUSTED_PROXIES has the peer. */
  trusted: z.boolean(),
  /** Of the headers that proxies set; `for` is how many addresses were in it. */
  forwarded: z.object({ for: z.number(), proto: z.optional(z.string()), host: z.optional(z.string()) }),
  /** Whether `Via` or another header gives away that a proxy stands between. */
  proxied: z.boolean(),
  publicUrl: z.string(),
  /** Whether cookies count from the origin that was asked about. */
  known: z.boolean(),
});
export type Probe = z.infer<typeof probeSchema>;

/** `GET /api/v1/probe/stream`: so many events, one each `probeEveryMs`, and then the end. */
export const probeEvents = 6;
export const probeEveryMs = 500;
export const probeEventSchema = z.object({ n: z.number(), sentMs: z.number() });
