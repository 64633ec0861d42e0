"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { CopyField } from "#app/_components/copy-field.tsx";
import { Field } from "#app/_components/field.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { useOwnConnections } from "./own-connections.tsx";
import { Section } from "./section.tsx";
import { TokenEntry, tokensKey } from "./token-entry.tsx";

export function Tokens() {
  const t = useTranslations();
  const failure = useFailure();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const tokens = useQuery({ queryKey: tokensKey, queryFn: () => answerOf("tokens.list") });
  const connections = useOwnConnections();
  const make = useMutation({
    mutationFn: () => answerOf("tokens.create", { body: { name } }),
    onSuccess: () => {
      setName("");
      return queries.invalidateQueries({ queryKey: tokensKey });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate();
  }

  return (
    <Section name="tokens" title={t("settings.tokens")} lead={t("settings.tokensLead")}>
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
        <Button type="submit" disabled={make.isPending}>
          {make.isPending ? t("settings.making") : t("settings.makeToken")}
        </Button>
      </form>
      {make.error && <Notice>{failure(make.error)}</Notice>}
      {make.data && (
        <div className="flex flex-col gap-2">
          <CopyField key={make.data.id} label={t("settings.token")} value={make.data.token} />
          <Notice kind="good">{t("settings.tokenOnce")}</Notice>
        </div>
      )}
      {tokens.isPending && <ListSkeleton />}
      {tokens.error && <Notice>{failure(tokens.error)}</Notice>}
      {tokens.data?.tokens.length === 0 && <p className="text-ink-faint">{t("settings.noTokens")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {tokens.data?.tokens.map((token) => (
          <TokenEntry
            key={token.id}
            token={token}
            connections={connections.filter(({ by }) => by.kind === "token" && by.id === token.id)}
          />
        ))}
      </ul>
    </Section>
  );
}
