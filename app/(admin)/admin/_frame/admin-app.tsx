"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useSyncExternalStore } from "react";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { toast } from "#app/_components/toasts.ts";
import { useConnection, useMe } from "#app/_gateway/hooks.ts";
import { GatewayProvider } from "#app/_gateway/provider.tsx";
import { Queries } from "#app/_gateway/queries.tsx";
import { useStore } from "#app/_gateway/store.ts";
import type { User, Workspace } from "#contract/entities.ts";
import { ConnectionMark } from "../../../(chat)/_sidebar/connection-mark.tsx";
import { Frame } from "./frame.tsx";
import { NoLonger } from "./no-longer.tsx";

const SignInAgain = dynamic(() => import("../../../(chat)/_shell/sign-in-again.tsx"), { ssr: false });
const Toaster = dynamic(() => import("#app/_components/toaster.tsx"), { ssr: false });

type Props = { visitor: User; workspace: Workspace; nonce: string | undefined; children: ReactNode };

/** The frame is painted by the server; what is in it is the browser's, as in the chat. */
export function AdminApp({ visitor, workspace, nonce, children }: Props) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!inBrowser)
    return (
      <Frame workspace={workspace} role={visitor.role}>
        <main className="mx-auto w-full max-w-4xl px-4 py-8 md:px-8">
          <ListSkeleton />
        </main>
      </Frame>
    );
  // Where the scroll lock under dialogs looks for it.
  globalThis.__webpack_nonce__ ??= nonce;
  return (
    <GatewayProvider visitor={visitor} workspace={workspace} first={null}>
      <Queries>
        <Inside workspace={workspace}>{children}</Inside>
      </Queries>
    </GatewayProvider>
  );
}

const never = () => () => undefined;

function Inside({ workspace, children }: { workspace: Workspace; children: ReactNode }) {
  const { role } = useMe();
  const connection = useConnection();
  const told = useStore(toast) !== null;
  if (role !== "owner" && role !== "admin") return <NoLonger />;
  return (
    <>
      <Frame workspace={workspace} role={role} mark={(slim) => <ConnectionMark slim={slim} />}>
        {children}
      </Frame>
      {told && <Toaster />}
      {connection.state === "signedOut" && <SignInAgain />}
    </>
  );
}
