"use client";
import { text } from "#app/_text/en.ts";
import { AccountForm } from "./account-form.tsx";

/** An account, then the chat. */
export function SignUp({ invite }: { invite?: string }) {
  return (
    <AccountForm
      {...(invite && { invite })}
      submit={text.auth.signUp}
      submitting={text.auth.signingUp}
      onEntered={() => window.location.assign("/")}
    />
  );
}
