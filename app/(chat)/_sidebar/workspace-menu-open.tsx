"use client";
import { LogOut, Settings, UserPlus } from "lucide-react";
import { signOut } from "next-auth/react";
import { type ReactNode, useState } from "react";
import { Menu, MenuItem, MenuLine, MenuRadio } from "#app/_components/menu.tsx";
import { chooseTheme, chosenTheme } from "#app/_components/theme.ts";
import { go } from "#app/_gateway/address.ts";
import { useClient, useMe, usePresence } from "#app/_gateway/hooks.ts";
import { text } from "#app/_text/en.ts";
import type { PresenceStatus } from "#contract/entities.ts";
import { useOpenDialog } from "../_shell/dialogs.tsx";

const statuses = (["online", "away", "dnd"] as const).map((value) => ({ value, label: text.presence[value] }));
const themes = (["system", "light", "dark"] as const).map((value) => ({ value, label: text.theme[value] }));

/** The menu itself, with what it is made of; it opens as it comes. */
export default function WorkspaceMenuOpen({ trigger }: { trigger: ReactNode }) {
  const client = useClient();
  const me = useMe();
  const presence = usePresence(me.id);
  const open = useOpenDialog();
  const [theme, setTheme] = useState(chosenTheme);

  return (
    <Menu defaultOpen trigger={trigger}>
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
  );
}
