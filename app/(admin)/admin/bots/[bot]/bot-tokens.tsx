"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { MakeToken } from "#app/_components/make-token.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { TokenEntry } from "#app/_components/token-entry.tsx";
import { AdminSection } from "../../_frame/admin-section.tsx";
import { adminAnswerOf, adminRest, useAdminFailure } from "../../_frame/rest.ts";
import { adminSentence } from "../../_frame/sentence.ts";

const keyOf = (botId: string) => ["botTokens", botId];

export function BotTokens({ botId }: { botId: string }) {
  const t = useTranslations();
  const failure = useAdminFailure();
  const queries = useQueryClient();
  const params = { id: botId };
  const tokens = useQuery({ queryKey: keyOf(botId), queryFn: () => adminAnswerOf("botTokens.list", { params }) });

  async function revoke(tokenId: string): Promise<string | null> {
    const result = await adminRest("botTokens.delete", { params: { id: botId, tokenId } });
    await queries.invalidateQueries({ queryKey: keyOf(botId) });
    // One that was revoked meanwhile is what was wanted.
    return result.ok || result.status === 404 ? null : adminSentence(t, result, "botTokens.delete");
  }

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
          <TokenEntry key={token.id} token={token} revoke={() => revoke(token.id)} />
        ))}
      </ul>
    </AdminSection>
  );
}
