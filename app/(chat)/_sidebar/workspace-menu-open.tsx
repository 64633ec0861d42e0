"use client";
import { CheckCheck, Keyboard, LogOut, Settings, SlidersHorizontal, UserPlus } from "lucide-react";
import { signOut } from "next-auth/react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Menu, MenuItem, MenuLine, MenuRadio } from "#app/_components/menu.tsx";
import { chooseTheme, chosenTheme } from "#app/_components/theme.ts";
import { go } from "#app/_gateway/address.ts";
import { useClient, useMe, usePresence } from "#app/_gateway/hooks.ts";
import type { PresenceStatus } from "#contract/entities.ts";
import { useMarkAllRead } from "../_finding/use-mark-all-read.ts";
import { useOpenDialog } from "../_shell/open-dialog.ts";

const statuses = ["online", "away", "dnd"] as const;
const themes = ["system", "light", "dark"] as const;

/** The menu itself, with what it is made of; it opens as it comes. */
export default function WorkspaceMenuOpen({ trigger }: { trigger: ReactNode }) {
  const t = useTranslations();
  const client = useClient();
  const me = useMe();
  const presence = usePresence(me.id);
  const open = useOpenDialog();
  const markAllRead = useMarkAllRead();
  const [theme, setTheme] = useState(chosenTheme);

  return (
    <Menu defaultOpen trigger={trigger}>
      {me.role !== "guest" && (
        <MenuItem onSelect={() => open("invite")}>
          <UserPlus size={16} aria-hidden="true" />
          {t("sidebar.invite")}
        </MenuItem>
      )}
      <MenuItem onSelect={() => go("/settings")}>
        <Settings size={16} aria-hidden="true" />
        {t("sidebar.settings")}
      </MenuItem>
      {(me.role === "owner" || me.role === "admin") && (
        <MenuItem asChild>
          <a href="/admin">
            <SlidersHorizontal size={16} aria-hidden="true" />
            {t("sidebar.admin")}
          </a>
        </MenuItem>
      )}
      <MenuItem onSelect={() => void markAllRead()}>
        <CheckCheck size={16} aria-hidden="true" />
        {t("sidebar.markAllRead")}
      </MenuItem>
      <MenuItem onSelect={() => open("keyboard")}>
        <Keyboard size={16} aria-hidden="true" />
        {t("keyboard.title")}
      </MenuItem>
      <MenuLine />
      <MenuRadio<PresenceStatus>
        label={t("presence.set")}
        value={presence === "offline" ? "online" : presence}
        options={statuses.map((value) => ({ value, label: t(`presence.${value}`) }))}
        onChange={(status) => client.setPresence(status)}
      />
      <MenuLine />
      <MenuRadio
        label={t("sidebar.theme")}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
        onChange={(next) => {
          chooseTheme(next);
          setTheme(next);
        }}
      />
      <MenuLine />
      <MenuItem onSelect={() => signOut({ callbackUrl: "/sign-in" })}>
        <LogOut size={16} aria-hidden="true" />
        {t("sidebar.signOut")}
      </MenuItem>
    </Menu>
  );
}
