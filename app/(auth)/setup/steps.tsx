"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AccountForm } from "../_forms/account-form.tsx";
import { Heading } from "../_forms/heading.tsx";
import { FirstRoom } from "./first-room.tsx";

/** The account and workspace, then the first room: under a minute. */
export function SetupSteps({ setup }: { setup: string | undefined }) {
  const t = useTranslations();
  const [entered, setEntered] = useState(false);
  return (
    <>
      <p className="mb-1 text-ink-faint text-sm">{t("setup.step", { n: entered ? 2 : 1, of: 2 })}</p>
      {entered ? (
        <FirstRoom />
      ) : (
        <>
          <Heading title={t("setup.title")}>{t("setup.lead")}</Heading>
          <AccountForm
            owner
            setup={setup}
            submit={t("setup.submit")}
            submitting={t("setup.submitting")}
            onEntered={() => setEntered(true)}
          />
        </>
      )}
    </>
  );
}
