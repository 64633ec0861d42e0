"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { CopyField } from "./copy-field.tsx";
import { Field } from "./field.tsx";
import { Notice } from "./notice.tsx";

type Props = {
  make: (name: string) => Promise<{ readonly id: string; readonly token: string }>;
  onMade: () => unknown;
  /** Why it could not be made, in a sentence. */
  failure: (error: Error | null) => string | undefined;
};

/** Names an access token, makes it, and shows it this once. */
export function MakeToken({ make, onMade, failure }: Props) {
  const t = useTranslations();
  const [name, setName] = useState("");
  const making = useMutation({
    mutationFn: () => make(name),
    onSuccess: () => {
      setName("");
      return onMade();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    making.mutate();
  }

  return (
    <>
      <form onSubmit={submit} className="flex items-end gap-2">
        <div className="max-w-sm flex-1">
          <Field
            label={t("settings.tokenName")}
            required
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={making.isPending}>
          {making.isPending ? t("settings.making") : t("settings.makeToken")}
        </Button>
      </form>
      {making.error && <Notice>{failure(making.error)}</Notice>}
      {making.data && <CopyField key={making.data.id} label={t("settings.token")} value={making.data.token} />}
      <Notice kind="good">{making.data && t("settings.tokenOnce")}</Notice>
    </>
  );
}
