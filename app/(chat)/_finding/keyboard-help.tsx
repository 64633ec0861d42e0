"use client";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "#app/_components/dialog.tsx";
import { useStore } from "#app/_gateway/store.ts";
import { characterKeys, setCharacterKeys } from "./character-keys.ts";
import { caps, groups, isMac, type ShortcutName, shortcut, shortcutNames } from "./shortcuts.ts";

/** All that the keyboard can do, from the table that it is done by. */
export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const id = useId();
  const single = useStore(characterKeys);
  return (
    <Dialog title={t("keyboard.title")} onClose={onClose}>
      <div className="flex flex-col gap-5">
        {groups.map((group) => (
          <section key={group} aria-labelledby={`${id}-${group}`}>
            <h3 id={`${id}-${group}`} className="pb-1 font-medium text-ink-faint text-sm">
              {t(`keyboard.${group}`)}
            </h3>
            <dl>
              {shortcutNames
                .filter((name) => shortcut(name).group === group)
                .map((name) => (
                  <Entry key={name} name={name} />
                ))}
            </dl>
          </section>
        ))}
        <label className="flex min-h-8 items-start gap-2.5 border-line border-t pt-4 text-sm touch:min-h-11">
          <input
            type="checkbox"
            checked={single}
            onChange={(event) => setCharacterKeys(event.target.checked)}
            className="mt-0.5 size-4 accent-accent"
          />
          {t("keyboard.characterKeys")}
        </label>
      </div>
    </Dialog>
  );
}

function Entry({ name }: { name: ShortcutName }) {
  const t = useTranslations();
  const mac = isMac();
  const names = { ctrl: t("keyboard.ctrl"), shift: t("keyboard.shift") };
  return (
    <div className="flex min-h-8 items-center gap-4">
      <dt className="min-w-0 flex-1">{t(`keyboard.${name}`)}</dt>
      <dd className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 py-1 text-ink-faint text-sm">
        {shortcut(name).keys.map((keys, i) => (
          <span key={caps(keys, mac, names).join(" ")} className="flex items-center gap-1">
            {i > 0 && <span className="me-1">{t("keyboard.or")}</span>}
            {caps(keys, mac, names).map((cap) => (
              <kbd
                key={cap}
                className="min-w-6 rounded border border-line bg-sunken px-1.5 py-0.5 text-center font-sans text-ink-soft text-xs"
              >
                {cap}
              </kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}
