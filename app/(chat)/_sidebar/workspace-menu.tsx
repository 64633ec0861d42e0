"use client";
import { ChevronDown, LogOut, Settings, UserPlus } from "lucide-react";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { Menu, MenuItem, MenuLine, MenuRadio } from "#app/_components/menu.tsx";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { chooseTheme, chosenTheme } from "#app/_components/theme.ts";
import { go } from "#app/_gateway/address.ts";
import { useClient, useGateway, useMe, usePresence } from "#app/_gateway/hooks.ts";
import { text } from "#app/_text/en.ts";
import type { PresenceStatus } from "#contract/entities.ts";
import { useOpenDialog } from "../_shell/dialogs.tsx";

const statuses = (["online", "away", "dnd"] as const).map((value) => ({ value, label: text.presence[value] }));
const themes = (["system", "light", "dark"] as const).map((value) => ({ value, label: text.theme[value] }));

export function WorkspaceMenu() {
  const { workspace } = useGateway();
  const client = useClient();
  const me = useMe();
  const presence = usePresence(me.id);
  const open = useOpenDialog();
  const [theme, setTheme] = useState(chosenTheme);

  return (
    <div className="shrink-0 p-2">
      <Menu
        trigger={
          <button
            type="button"
            className="flex w-full items-center gap-2 rounded-md px-2.5 py-1 text-start hover:bg-hover data-[state=open]:bg-hover"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-semibold leading-5" dir="auto">
                {workspace.name}
              </span>
              <span className="flex items-center gap-1.5 text-ink-faint text-sm leading-4">
                <PresenceDot presence={presence} />
                <span className="truncate" dir="auto">
                  {me.name}
                </span>
              </span>
            </span>
            <span className="sr-only">{text.sidebar.menu}</span>
            <ChevronDown size={16} aria-hidden="true" className="text-ink-faint" />
          </button>
        }
      >
        {me.role !== "guest" && (
          <MenuItem onSelect={() => open("invite")}>
            <UserPlus size={16} aria-hidden="true" />
            {text.sidebar.invite}
          </MenuItem>
        )}
        <MenuItem onSelect={() => go("/settings")}>
          <Settings size={16} aria-hidden="true" />
          {text.sidebar.settings}
        </MenuItem>
        <MenuLine />
        <MenuRadio<PresenceStatus>
          label={text.presence.set}
          value={presence === "offline" ? "online" : presence}
          options={statuses}
          onChange={(status) => client.setPresence(status)}
        />
        <MenuLine />
        <MenuRadio
          label={text.sidebar.theme}
          value={theme}
          options={themes}
          onChange={(next) => {
            chooseTheme(next);
            setTheme(next);
          }}
        />
        <MenuLine />
        <MenuItem onSelect={() => signOut({ callbackUrl: "/sign-in" })}>
          <LogOut size={16} aria-hidden="true" />
          {text.sidebar.signOut}
        </MenuItem>
      </Menu>
    </div>
  );
}
