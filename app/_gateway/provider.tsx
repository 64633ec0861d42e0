"use client";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { FirstAnswers } from "#client/first-answers.ts";
import { createPageClient } from "#client/page-client.ts";
import type { User, Workspace } from "#contract/entities.ts";
import { GatewayContext } from "./hooks.ts";

type Props = {
  visitor: User;
  workspace: Workspace;
  /** Given, the connection waits for `connect()`: the page has something to show before. */
  epoch?: string;
  first: FirstAnswers | null;
  children: ReactNode;
};

/** One gateway client per page. Rendered in the browser only. */
export function GatewayProvider({ visitor, workspace, epoch, first, children }: Props) {
  const [client] = useState(() => createPageClient({ userId: visitor.id, ...(epoch && { epoch }) }, first));

  useEffect(() => {
    client.start();
    return () => client.stop();
  }, [client]);

  // The document was rendered for this person. Another one's, after signing in again, is another document.
  useEffect(
    () =>
      client.me.subscribe(() => {
        const me = client.me.get();
        if (me && me.id !== visitor.id) window.location.reload();
      }),
    [client, visitor.id],
  );

  const gateway = useMemo(() => ({ client, workspace, visitor }), [client, workspace, visitor]);
  return <GatewayContext value={gateway}>{children}</GatewayContext>;
}
