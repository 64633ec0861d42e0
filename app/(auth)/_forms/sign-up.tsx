"use client";
import { useTranslations } from "use-intl";
import { AccountForm } from "./account-form.tsx";

/** An account, then where one was going. */
export function SignUp({ invite, next = "/" }: { invite?: string; next?: string }) {
  const t = useTranslations();
  return (
    <AccountForm
      {...(invite && { invite })}
      submit={t("auth.signUp")}
      submitting={t("auth.signingUp")}
      onEntered={() => window.location.assign(next)}
    />
  );
}
