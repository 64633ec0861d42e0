/** Requests signed as Standard Webhooks has it (standardwebhooks.com), which receivers check with libraries of theirs. */
import { Webhook } from "standardwebhooks";

/** The id stays over all tries, so that a receiver knows a repeat; the time is this try's. */
export function signedHeaders(secret: string, id: string, body: string): Record<string, string> {
  const now = new Date();
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, now, body),
  };
}
