/** Secrets that sign, as Standard Webhooks writes them: both sides have them, so they are kept as they are. */
import { randomBytes } from "node:crypto";

/** 24 random bytes, base64, after `whsec_`. */
export const newSigningSecret = (): string => `whsec_${randomBytes(24).toString("base64")}`;
