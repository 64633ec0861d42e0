"use client";
import { Volume2 } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Check } from "#app/_components/check.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { Segments } from "#app/_components/segments.tsx";
import { useStore } from "#app/_gateway/store.ts";
import { choices, choose } from "../_notifications/choices.ts";
import { showNotification } from "../_notifications/desktop.ts";
import { play, soundNames } from "../_notifications/sounds.ts";
import { usePermission } from "../_notifications/use-permission.ts";
import { Section } from "./section.tsx";

/** How this browser tells of messages. The browser asks for its leave when one ticks the box, and not before. */
export function NotificationChoices() {
  const t = useTranslations();
  const id = useId();
  const { desktop, sound, volume, hideText } = useStore(choices);
  const [permission, setPermission] = usePermission();
  const [failed, setFailed] = useState(false);
  const closed = permission === "denied" || permission === "unsupported";

  async function turn(on: boolean) {
    setFailed(false);
    if (!on) return choose({ desktop: false });
    const answer = await Notification.requestPermission();
    setPermission(answer);
    if (answer !== "granted") return;
    const title = t("notifications.onTitle");
    const shown = showNotification({ tag: "parley:on", title, body: t("notifications.onBody") });
    setFailed(!shown);
    choose({ desktop: shown !== null });
  }

  return (
    <Section name="notifications" title={t("notifications.title")} lead={t("notifications.lead")}>
      <div className="flex flex-col gap-3">
        <Check
          label={t("notifications.desktop")}
          hint={t("notifications.desktopHint")}
          checked={desktop && permission === "granted"}
          disabled={closed}
          onChange={turn}
        />
        {closed && <Notice>{t(`notifications.${permission}`)}</Notice>}
        {failed && <Notice>{t("notifications.failed")}</Notice>}
        <Check
          label={t("notifications.hideText")}
          hint={t("notifications.hideTextHint")}
          checked={hideText}
          onChange={(on) => choose({ hideText: on })}
        />
      </div>
      <Segments
        label={t("notifications.sound")}
        value={sound}
        options={[...soundNames, "none" as const].map((value) => ({
          value,
          label: t(`notifications.sounds.${value}`),
        }))}
        onChange={(next) => {
          choose({ sound: next });
          if (next !== "none") void play(next, volume);
        }}
      />
      {sound !== "none" && (
        <div className="flex max-w-sm flex-wrap items-center gap-x-3 gap-y-2">
          <label htmlFor={id} className="font-medium text-sm">
            {t("notifications.volume")}
          </label>
          <input
            id={id}
            type="range"
            min={0.05}
            max={1}
            step={0.05}
            value={volume}
            aria-valuetext={`${Math.round(volume * 100)} %`}
            onChange={(event) => choose({ volume: Number(event.target.value) })}
            className="h-8 min-w-32 flex-1 accent-accent touch:h-11"
          />
          <Button small onClick={() => play(sound, volume)}>
            <Volume2 size={15} aria-hidden="true" />
            {t("notifications.try")}
          </Button>
        </div>
      )}
      <p className="text-ink-faint text-sm">{t("notifications.quiet")}</p>
    </Section>
  );
}
