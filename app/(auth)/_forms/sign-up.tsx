"use client";
import { useTranslations } from "use-intl";
import { AccountForm } from "./account-form.tsx";

/** An account, then the chat. */
export function SignUp({ invite }: { invite?: string }) {
  const t = useTranslations();
  return (
    <AccountForm
      {...(invite && { invite })}
      submit={t("auth.signUp")}
      submitting={t("auth.signingUp")}
      onEntered={() => window.location.assign("/")}
    />
  );
}
