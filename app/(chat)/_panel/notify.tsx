"use client";
import { Link } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Check } from "#app/_components/check.tsx";
import { SelectField } from "#app/_components/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useCopy } from "#app/_components/use-copy.ts";
import { roomPath } from "#app/_gateway/address.ts";
import { useClient } from "#app/_gateway/hooks.ts";
import { InAppLink } from "#app/_gateway/in-app-link.tsx";
import { useSentence } from "#app/_text/sentence.ts";
import { defaultPreferences } from "#contract/default-preferences.ts";
import { type MyRoom, type NotifyLevel, notifyLevelSchema, type Preferences } from "#contract/entities.ts";

const levels = ["all", "mentions", "nothing"] as const satisfies readonly NotifyLevel[];

/** What I want of this room, on all my devices. */
export function Notify({ room }: { room: MyRoom }) {
  const t = useTranslations();
  const sentence = useSentence();
  const client = useClient();
  const copy = useCopy();
  const [problem, setProblem] = useState<string | null>(null);
  const preferences = room.preferences ?? defaultPreferences(room.kind);

  async function prefer(patch: Partial<Preferences>) {
    const result = await client.setPreferences(room.roomId, patch);
    setProblem(result.ok ? null : sentence(result));
  }
  const copyLink = () => copy(window.location.origin + roomPath(room), t("sidebar.linkCopied"));

  return (
    <section aria-label={t("details.notifications")} className="flex flex-col gap-3">
      <SelectField
        label={t("details.notify")}
        value={preferences.notify}
        onChange={(event) => {
          const { success, data } = notifyLevelSchema.safeParse(event.target.value);
          if (success) void prefer({ notify: data });
        }}
      >
        {levels.map((level) => (
          <option key={level} value={level}>
            {t(`sidebar.notify.${level}`)}
          </option>
        ))}
      </SelectField>
      <Check
        label={t("details.mute")}
        hint={t("details.muteHint")}
        checked={preferences.muted}
        onChange={(muted) => prefer({ muted })}
      />
      <Check
        label={t("details.favourite")}
        hint={t("details.favouriteHint")}
        checked={preferences.favourite}
        onChange={(favourite) => prefer({ favourite })}
      />
      {problem && <Notice>{problem}</Notice>}
      <InAppLink href="/settings#notifications" className="w-fit text-accent text-sm hover:underline">
        {t("details.browser")}
      </InAppLink>
      <Button kind="quiet" className="-ms-4 self-start" onClick={copyLink}>
        <Link size={16} aria-hidden="true" />
        {t("sidebar.copyLink")}
      </Button>
    </section>
  );
}
