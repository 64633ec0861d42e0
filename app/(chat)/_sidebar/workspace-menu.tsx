"use client";
import { ChevronDown } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { PresenceDot } from "#app/_components/presence-dot.tsx";
import { useLater } from "#app/_components/use-later.ts";
import { useGateway, useMe, usePresence } from "#app/_gateway/hooks.ts";

const loadMenu = () => import("./workspace-menu-open.tsx");

/** Whose workspace this is; its menu is loaded when it is first wanted. */
export function WorkspaceMenu() {
  const [wanted, setWanted] = useState(false);
  const Open = useLater(loadMenu, wanted);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown") setWanted(true);
  }

  return (
    <div className="shrink-0 p-2">
      {Open ? (
        <Open trigger={<Face />} />
      ) : (
        <Face
          aria-haspopup="menu"
          aria-expanded={false}
          onPointerEnter={() => void loadMenu().catch(() => undefined)}
          onClick={() => setWanted(true)}
          onKeyDown={onKeyDown}
        />
      )}
    </div>
  );
}

function Face(props: ComponentProps<"button">) {
  const t = useTranslations();
  const { workspace } = useGateway();
  const me = useMe();
  const presence = usePresence(me.id);
  return (
    <button
      {...props}
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
      <span className="sr-only">{t("sidebar.menu")}</span>
      <ChevronDown size={16} aria-hidden="true" className="text-ink-faint" />
    </button>
  );
}
