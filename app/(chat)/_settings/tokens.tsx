"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { MakeToken } from "#app/_components/make-token.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { useOwnConnections } from "./own-connections.tsx";
import { OwnToken, tokensKey } from "./own-token.tsx";
import { Section } from "./section.tsx";

export function Tokens() {
  const t = useTranslations();
  const failure = useFailure();
  const queries = useQueryClient();
  const tokens = useQuery({ queryKey: tokensKey, queryFn: () => answerOf("tokens.list") });
  const connections = useOwnConnections();

  return (
    <Section name="tokens" title={t("settings.tokens")} lead={t("settings.tokensLead")}>
      <MakeToken
        make={(name) => answerOf("tokens.create", { body: { name } })}
        onMade={() => queries.invalidateQueries({ queryKey: tokensKey })}
        failure={failure}
      />
      {tokens.isPending && <ListSkeleton />}
      {tokens.error && <Notice>{failure(tokens.error)}</Notice>}
      {tokens.data?.tokens.length === 0 && <p className="text-ink-faint">{t("settings.noTokens")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {tokens.data?.tokens.map((token) => (
          <OwnToken
            key={token.id}
            token={token}
            connections={connections.filter(({ by }) => by.kind === "token" && by.id === token.id)}
          />
        ))}
      </ul>
    </Section>
  );
}
