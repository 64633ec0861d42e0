/** What nobody tells the node: identities that ended, publishes that were lost, a database that was replaced or is away. */
import type { Credential } from "#server/auth/identity.ts";
import type { Connection } from "./connection.ts";
import { plainFrame } from "./frame.ts";
import type { Gateway } from "./gateway.ts";

/** AUTH-7 promises 2 s; half of it is left for the query and the close. */
const identityMs = 1_000;
const headsMs = 3_000;
/** AUTH-7: a node that has not reached its database for this long closes its connections. */
const cutOffMs = 30_000;
const expiringMs = 60_000;
/** Clients of a replaced database come back within this span, not all at once. */
const epochSpreadMs = 2_000;

export function watch(gateway: Gateway, onError: (error: unknown) => void): () => void {
  let reachedAt = Date.now();
  let epoch: string | undefined;
  const identities = repeat(identityMs, async () => {
    await closeEnded(gateway);
    warnExpiring(gateway);
    reachedAt = Date.now();
  });
  const heads = repeat(headsMs, async () => {
    const current = await gateway.reads.epoch();
    if (epoch !== undefined && current !== epoch) gateway.closeAll(1012, epochSpreadMs);
    epoch = current;
    await gateway.hub.checkHeads();
  });
  const cutOff = setInterval(() => {
    if (Date.now() - reachedAt > cutOffMs) gateway.closeAll(1013, epochSpreadMs);
  }, identityMs);

  /** One round at a time; a failed one is logged and the next tries again. */
  function repeat(everyMs: number, round: () => Promise<void>): () => void {
    let stopped = false;
    let timer: NodeJS.Timeout;
    const go = async () => {
      await round().catch(onError);
      if (!stopped) timer = setTimeout(go, everyMs).unref();
    };
    timer = setTimeout(go, everyMs).unref();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }

  return () => {
    identities();
    heads();
    clearInterval(cutOff);
  };
}

const keyOf = (credential: Credential): string =>
  credential.kind === "session" ? `session ${credential.sessionId}` : `token ${credential.tokenId}`;

async function closeEnded(gateway: Gateway): Promise<void> {
  const byCredential = new Map<string, Connection[]>();
  for (const connection of gateway.connections.values()) {
    const key = keyOf(connection.credential);
    const known = byCredential.get(key);
    if (known) known.push(connection);
    else byCredential.set(key, [connection]);
  }
  const credentials = [...byCredential.values()].flatMap(([first]) => (first ? [first.credential] : []));
  // Asked even when nobody is connected: this is also how the node knows that it reaches the database.
  for (const credential of await gateway.authenticator.ended(credentials)) {
    const key = keyOf(credential);
    // Not who showed another one meanwhile.
    for (const connection of byCredential.get(key) ?? [])
      if (keyOf(connection.credential) === key) connection.close(4401);
  }
}

function warnExpiring(gateway: Gateway): void {
  const soon = Date.now() + expiringMs;
  for (const connection of gateway.connections.values()) {
    const { credential } = connection;
    if (credential.kind !== "session" || connection.warned || credential.expiresAt.getTime() > soon) continue;
    connection.warned = true;
    connection.send(plainFrame("session.expiring", { at: credential.expiresAt.toISOString() }));
  }
}
