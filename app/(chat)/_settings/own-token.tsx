"use client";
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { TokenEntry } from "#app/_components/token-entry.tsx";
import { connectionRest } from "#app/_gateway/connection-rest.ts";
import { rest } from "#app/_gateway/rest.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { LiveConnection } from "#contract/connections.ts";
import type { RestAnswer } from "#contract/rest.ts";
import { connectionsKey, OwnConnections } from "./own-connections.tsx";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

export const tokensKey = ["tokens"];

type Props = { token: RestAnswer<"tokens.list">["tokens"][number]; connections: readonly LiveConnection[] };

/** A token of mine with its open connections: one of them is ended, or the token and all of them. */
export function OwnToken({ token, connections }: Props) {
  const t = useTranslations();
  const sentence = useSentence();
  const queries = useQueryClient();
  /** The connection of which it is asked whether it shall end. */
  const [ending, setEnding] = useState<string | null>(null);
  const { name } = token;

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
    <TokenEntry token={token} revoke={revoke}>
      <OwnConnections
        connections={connections}
        action={({ id }, since) => (
          <Button
            small
            kind="quiet"
            onClick={() => setEnding(id)}
            aria-label={t("settings.disconnectNamed", { name, since })}
          >
            {t("settings.disconnect")}
          </Button>
        )}
      />
      {ending !== null && (
        <Confirm
          title={t("settings.disconnectTitle", { name })}
          body={t("settings.disconnectBody")}
          action={t("settings.disconnect")}
          busy={t("settings.disconnecting")}
          onConfirm={() => disconnect(ending)}
          onClose={() => setEnding(null)}
        />
      )}
    </TokenEntry>
  );
}
