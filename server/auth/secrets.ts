/** Random secrets, their digests, and keys derived from AUTH_SECRET. */
import { createHash, hkdfSync, randomBytes } from "node:crypto";
import type { Digest } from "#server/domain/account-ports.ts";

/** 32 random bytes, base64url (43 characters): beyond guessing, so a fast digest is enough to store them by. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/**
 * Secrets are looked up by their digest: what an index's timing tells about a digest tells nothing about its secret,
 * so no comparison of secrets is left to be made in constant time.
 */
export const digestOf = (secret: string): Digest =>
  new Uint8Array(createHash("sha256").update(secret, "utf8").digest());

/** A key for one use alone (RFC 5869, SHA-256, 32 bytes): knowing it tells nothing about AUTH_SECRET or another use's key. */
export const deriveKey = (authSecret: string, label: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", authSecret, "", label, 32));
