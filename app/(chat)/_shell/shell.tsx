"use client";
import { useCallback, useState } from "react";
import { toast } from "#app/_components/toasts.ts";
import { rememberFocus } from "#app/_components/use-return-focus.ts";
import { useAddress } from "#app/_gateway/address.ts";
import { useConnection, useGateway } from "#app/_gateway/hooks.ts";
import { lazily } from "#app/_gateway/lazily.tsx";
import { useStore } from "#app/_gateway/store.ts";
import type { Store } from "#client/public.ts";
import { RoomScreen } from "../_conversation/room-screen.tsx";
import { useShortcuts } from "../_finding/use-shortcuts.ts";
import { card } from "../_people/open-card.ts";
import { ConnectionMark } from "../_sidebar/connection-mark.tsx";
import { Sidebar } from "../_sidebar/sidebar.tsx";
import { Dialogs } from "./dialogs.tsx";
import { Home } from "./home.tsx";
import { DialogContext, type DialogName } from "./open-dialog.ts";
import { Resizer, useSidebarWidth } from "./resizer.tsx";
import { useFirstMessage } from "./use-first-message.ts";
import { useScreens } from "./use-screens.ts";
import { useTitle } from "./use-title.ts";
import { useUnreadBadge } from "./use-unread-badge.ts";
import { useWarmUp } from "./use-warm-up.ts";
import { useWide } from "./use-wide.ts";

const SettingsScreen = lazily(() => import("../_settings/settings-screen.tsx"));
const Toaster = lazily(() => import("#app/_components/toaster.tsx"));
const Notifications = lazily(() => import("../_notifications/notifications.tsx"));
const NoFiles = lazily(() => import("./no-files.tsx"));
const PersonCard = lazily(() => import("../_people/person-card.tsx"));
const SignInAgain = lazily(() => import("./sign-in-again.tsx"));

/** Sidebar and screen side by side; on a phone one over the other, which slides. */
export function Shell() {
  const address = useAddress();
  const connection = useConnection();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const close = useCallback(() => setDialog(null), []);
  const open = useCallback((name: DialogName) => {
    rememberFocus();
    setDialog(name);
  }, []);
  const { workspace } = useGateway();
  const wide = useWide();
  const told = useEver(toast);
  const person = useStore(card);
  const [width, setWidth] = useSidebarWidth();
  useShortcuts(open);
  useUnreadBadge();
  useTitle(address.screen === "home" ? workspace.name : null);
  useFirstMessage();
  const warm = useWarmUp();
  const atHome = address.screen === "home";
  const { stage, behind } = useScreens(address, wide);

  const screen = (
    <>
      {atHome && wide && <Home />}
      {address.screen === "room" && <RoomScreen key={address.room} roomRef={address.room} />}
      {address.screen === "settings" && <SettingsScreen />}
    </>
  );

  return (
    <DialogContext value={open}>
      <div ref={stage} className="shell">
        {wide && (
          <div style={{ width }} className="relative shrink-0 border-line border-e bg-sunken">
            <Sidebar>
              <Resizer width={width} onResize={setWidth} />
            </Sidebar>
          </div>
        )}
        {!wide && (atHome || behind) && (
          <main key="list" data-list inert={!atHome} className="min-h-0 min-w-0 bg-sunken">
            <h1 className="sr-only">{workspace.name}</h1>
            <Sidebar />
          </main>
        )}
        {(wide || !atHome) && (
          <div
            key="screen"
            data-slides={wide ? undefined : "room"}
            className="group/screen relative min-h-0 min-w-0 flex-1 bg-canvas max-md:touch-slides max-md:shadow-float"
          >
            {screen}
            {!wide && <ConnectionMark slim />}
          </div>
        )}
      </div>
      {dialog && <Dialogs name={dialog} onClose={close} />}
      {person && <PersonCard card={person} />}
      {told && <Toaster />}
      {warm && <Notifications />}
      {warm && <NoFiles />}
      {connection.state === "signedOut" && <SignInAgain />}
    </DialogContext>
  );
}

/** Whether there was ever something: what shows it stays, so that it can go gently. */
function useEver(store: Store<unknown>): boolean {
  const now = useStore(store) !== null;
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever;
}
