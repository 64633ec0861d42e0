"use client";
import { useQuery } from "@tanstack/react-query";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { useClient } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { SignInForm } from "../../(auth)/_forms/sign-in-form.tsx";

/** The session ended while the page was open. Signing in happens here, above everything that was typed. */
export default function SignInAgain() {
  const t = useTranslations();
  const client = useClient();
  const [open, setOpen] = useState(false);
  const server = useQuery({ queryKey: ["server"], queryFn: () => answerOf("server.get") });

  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <div
        role="alert"
        className="float pop fixed inset-x-3 top-3 z-30 mx-auto flex max-w-md items-center gap-3 py-3 ps-4 pe-3"
      >
        <p className="flex-1">{t("auth.signedOut")}</p>
        <Radix.Trigger asChild>
          <Button kind="primary" small>
            {t("auth.again")}
          </Button>
        </Radix.Trigger>
      </div>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          className="float fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-sm p-6"
        >
          <Radix.Title className="mb-4 font-semibold text-lg">{t("auth.again")}</Radix.Title>
          <SignInForm oidc={server.data?.oidc} next={window.location.pathname} onSignedIn={() => client.retryNow()} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
