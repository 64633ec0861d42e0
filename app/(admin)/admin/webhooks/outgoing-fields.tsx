"use client";
import { useTranslations } from "use-intl";
import { Check } from "#app/_components/check.tsx";
import { Field } from "#app/_components/field.tsx";
import { eventList, eventNames, type WebhookEvent } from "../_frame/events.ts";

export type Wanted = { readonly name: string; readonly url: string; readonly events: readonly WebhookEvent[] };

/** What a webhook is called, where it posts, and what of. */
export function OutgoingFields({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const t = useTranslations();
  const { name, url, events } = wanted;
  const toggle = (event: WebhookEvent, on: boolean) =>
    onChange({ ...wanted, events: eventList.filter((each) => (each === event ? on : events.includes(each))) });
  return (
    <>
      <Field
        label={t("rooms.name")}
        required
        maxLength={80}
        autoComplete="off"
        value={name}
        onChange={(event) => onChange({ ...wanted, name: event.target.value })}
      />
      <Field
        label={t("admin.outgoing.address")}
        hint={t("admin.outgoing.addressHint")}
        type="url"
        dir="ltr"
        required
        maxLength={2000}
        autoComplete="off"
        value={url}
        onChange={(event) => onChange({ ...wanted, url: event.target.value })}
      />
      <fieldset>
        <legend className="pb-2 font-medium text-sm">{t("admin.outgoing.tellOf")}</legend>
        <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
          {eventList.map((event) => (
            <Check
              key={event}
              label={t(eventNames[event])}
              checked={events.includes(event)}
              onChange={(on) => toggle(event, on)}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}
