"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { CopyField } from "#app/_components/copy-field.tsx";
import { Field } from "#app/_components/field.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useTimes } from "#app/_components/use-times.ts";
import type { RestAnswer } from "#contract/rest.ts";
import { AdminSection } from "../../_frame/admin-section.tsx";
import { adminAnswerOf, useAdminFailure } from "../../_frame/rest.ts";

const keyOf = (botId: string) => ["botTokens", botId];

export function BotTokens({ botId }: { botId: string }) {
  const t = useTranslations();
  const failure = useAdminFailure();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const params = { id: botId };
  const tokens = useQuery({ queryKey: keyOf(botId), queryFn: () => adminAnswerOf("botTokens.list", { params }) });
  const make = useMutation({
    mutationFn: () => adminAnswerOf("botTokens.create", { params, body: { name } }),
    onSuccess: () => {
      setName("");
      return queries.invalidateQueries({ queryKey: keyOf(botId) });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate();
  }

  return (
    <AdminSection title={t("settings.tokens")} lead={t("admin.bots.tokensLead")}>
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
      {tokens.data?.tokens.length === 0 && <p className="text-ink-faint">{t("admin.bots.noTokens")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {tokens.data?.tokens.map((token) => (
          <TokenEntry key={token.id} botId={botId} token={token} />
        ))}
      </ul>
    </AdminSection>
  );
}

type EntryProps = { botId: string; token: RestAnswer<"botTokens.list">["tokens"][number] };

function TokenEntry({ botId, token }: EntryProps) {
  const t = useTranslations();
  const times = useTimes();
  const failure = useAdminFailure();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => adminAnswerOf("botTokens.delete", { params: { id: botId, tokenId: token.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(botId) }),
  });
  const used = token.lastUsedAt
    ? t("settings.lastUsed", { when: times.shortDate(Date.parse(token.lastUsedAt)) })
    : t("settings.neverUsed");
  return (
    <li className="flex items-center gap-3 py-2.5">
      <p className="min-w-0 flex-1">
        <span className="block truncate" dir="auto">
          {token.name}
        </span>
        <span className="block text-ink-faint text-sm">
          {failure(revoke.error) ??
            `${t("settings.created", { when: times.shortDate(Date.parse(token.createdAt)) })}, ${used}`}
        </span>
      </p>
      <Button
        small
        disabled={revoke.isPending}
        onClick={() => revoke.mutate()}
        aria-label={t("settings.revokeNamed", { name: token.name })}
      >
        {revoke.isPending ? t("settings.revoking") : t("settings.revoke")}
      </Button>
    </li>
  );
}
