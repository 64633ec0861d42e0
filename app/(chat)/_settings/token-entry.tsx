"use client";
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { useTimes } from "#app/_components/use-times.ts";
import { connectionRest } from "#app/_gateway/connection-rest.ts";
import { rest } from "#app/_gateway/rest.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { LiveConnection } from "#contract/connections.ts";
import type { RestAnswer } from "#contract/rest.ts";
import { connectionsKey, OwnConnections } from "./own-connections.tsx";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

export const tokensKey = ["tokens"];

/** What is asked before it is done: one connection ends, or the token and all of them. */
type Asked = { readonly kind: "revoke" } | { readonly kind: "disconnect"; readonly id: string };

type Props = { token: RestAnswer<"tokens.list">["tokens"][number]; connections: readonly LiveConnection[] };

export function TokenEntry({ token, connections }: Props) {
  const t = useTranslations();
  const times = useTimes();
  const sentence = useSentence();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { name } = token;
  const used = token.lastUsedAt
    ? t("settings.lastUsed", { when: times.shortDate(Date.parse(token.lastUsedAt)) })
    : t("settings.neverUsed");

  async function revoke(): Promise<string | null> {
    const result = await rest("tokens.delete", { params: { id: token.id } });
    await queries.invalidateQueries({ queryKey: tokensKey });
    void queries.invalidateQueries({ queryKey: connectionsKey });
    return result.ok || result.status === 404 ? null : sentence(result, "tokens.delete");
  }

  async function disconnect(id: string): Promise<string | null> {
    const result = await connectionRest("myConnections.delete", { params: { id } });
    await queries.invalidateQueries({ queryKey: connectionsKey });
    return result.ok || result.status === 404 ? null : sentence(result, "myConnections.delete");
  }

  return (
    <li className="py-2.5">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1">
          <span className="block truncate" dir="auto">
            {name}
          </span>
          <span className="block text-ink-faint text-sm">
            {`${t("settings.created", { when: times.shortDate(Date.parse(token.createdAt)) })}, ${used}`}
          </span>
        </p>
        <Button small onClick={() => setAsked({ kind: "revoke" })} aria-label={t("settings.revokeNamed", { name })}>
          {t("settings.revoke")}
        </Button>
      </div>
      <OwnConnections
        connections={connections}
        action={({ id }, since) => (
          <Button
            small
            kind="quiet"
            onClick={() => setAsked({ kind: "disconnect", id })}
            aria-label={t("settings.disconnectNamed", { name, since })}
          >
            {t("settings.disconnect")}
          </Button>
        )}
      />
      {asked?.kind === "revoke" && (
        <Confirm
          title={t("settings.revokeTitle", { name })}
          body={t("settings.revokeBody")}
          action={t("settings.revoke")}
          busy={t("settings.revoking")}
          onConfirm={revoke}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.kind === "disconnect" && (
        <Confirm
          title={t("settings.disconnectTitle", { name })}
          body={t("settings.disconnectBody")}
          action={t("settings.disconnect")}
          busy={t("settings.disconnecting")}
          onConfirm={() => disconnect(asked.id)}
          onClose={() => setAsked(null)}
        />
      )}
    </li>
  );
}
