"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { MakeToken } from "#app/_components/make-token.tsx";
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
  const params = { id: botId };
  const tokens = useQuery({ queryKey: keyOf(botId), queryFn: () => adminAnswerOf("botTokens.list", { params }) });

  return (
    <AdminSection title={t("settings.tokens")} lead={t("admin.bots.tokensLead")}>
      <MakeToken
        make={(name) => adminAnswerOf("botTokens.create", { params, body: { name } })}
        onMade={() => queries.invalidateQueries({ queryKey: keyOf(botId) })}
        failure={failure}
      />
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
