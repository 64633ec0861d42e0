"use client";
import clsx from "clsx";
import dynamic from "next/dynamic";
import { useCallback, useState } from "react";
import { useAddress } from "#app/_gateway/address.ts";
import { useConnection } from "#app/_gateway/hooks.ts";
import { RoomScreen } from "../_conversation/room-screen.tsx";
import { Sidebar } from "../_sidebar/sidebar.tsx";
import { DialogContext, type DialogName, Dialogs } from "./dialogs.tsx";
import { Home } from "./home.tsx";
import { useTitleCount } from "./use-title-count.ts";

const SettingsScreen = dynamic(() => import("../_settings/settings-screen.tsx"), { ssr: false });
const SignInAgain = dynamic(() => import("./sign-in-again.tsx"), { ssr: false });

/** Sidebar and screen side by side; on a phone one of the two, which slide. */
export function Shell() {
  const address = useAddress();
  const connection = useConnection();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const close = useCallback(() => setDialog(null), []);
  useTitleCount();
  const atHome = address.screen === "home";

  return (
    <DialogContext value={setDialog}>
      <div className="flex h-dvh overflow-hidden pt-[env(safe-area-inset-top)]">
        <div
          className={clsx(
            "w-full min-w-0 shrink-0 bg-sunken md:block md:w-(--sidebar) md:border-line md:border-e",
            atHome ? "max-md:animate-[slide_120ms_ease-out]" : "max-md:hidden",
          )}
        >
          <Sidebar />
        </div>
        <div
          className={clsx(
            "min-w-0 flex-1 bg-canvas",
            atHome ? "max-md:hidden" : "max-md:animate-[slide_120ms_ease-out]",
          )}
        >
          {address.screen === "home" && <Home />}
          {address.screen === "room" && <RoomScreen key={address.room} roomRef={address.room} />}
          {address.screen === "settings" && <SettingsScreen />}
        </div>
      </div>
      {dialog && <Dialogs name={dialog} onClose={close} />}
      {connection.state === "signedOut" && <SignInAgain />}
    </DialogContext>
  );
}
