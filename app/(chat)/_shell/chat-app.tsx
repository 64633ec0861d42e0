"use client";
import { useSyncExternalStore } from "react";
import { useAddress } from "#app/_gateway/address.ts";
import { GatewayProvider } from "#app/_gateway/provider.tsx";
import type { FirstAnswers } from "#client/first-answers.ts";
import type { User, Workspace } from "#contract/entities.ts";
import { Shell } from "./shell.tsx";
import { ShellSkeleton } from "./skeleton.tsx";

declare global {
  /** Where `get-nonce`, and by it the scroll lock under dialogs, looks for the nonce of its one style element. */
  var __webpack_nonce__: string | undefined;
}

type Props = {
  visitor: User;
  workspace: Workspace;
  epoch: string;
  nonce: string | undefined;
  first: FirstAnswers | null;
};

/** The server paints the skeleton: everything in a chat is the browser's own state. */
export function ChatApp({ visitor, workspace, epoch, nonce, first }: Props) {
  const atHome = useAddress().screen === "home";
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!inBrowser) return <ShellSkeleton workspaceName={workspace.name} atHome={atHome} />;
  globalThis.__webpack_nonce__ ??= nonce;
  return (
    <GatewayProvider visitor={visitor} workspace={workspace} epoch={epoch} first={first}>
      <Shell />
    </GatewayProvider>
  );
}

const never = () => () => undefined;
