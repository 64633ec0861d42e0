"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { tell } from "#app/_components/toasts.ts";
import { useTimes } from "#app/_components/use-times.ts";
import { connectionRest, connectionsOf } from "#app/_gateway/connection-rest.ts";
import { RestFailure } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { useSentence } from "#app/_text/sentence.ts";
import type { LiveConnection } from "#contract/connections.ts";
import { browserName } from "../../../(chat)/_settings/browser-name.ts";
import { useNumbers } from "../_console/use-numbers.ts";
import { ways } from "./ways.ts";

const Confirm = dynamic(() => import("#app/_components/confirm.tsx"), { ssr: false });

const againMs = 3_000;

type Props = { connection: LiveConnection; onClose: () => void };

/** Everything that is known of one connection, asked for again while it is looked at, and a way to end it. */
export function ConnectionDetails({ connection: before, onClose }: Props) {
  const t = useTranslations();
  const sentence = useSentence();
  const failure = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { id } = before;
  const found = useQuery({
    queryKey: ["connection", id],
    queryFn: () => connectionsOf("connections.get", { params: { id } }),
    refetchInterval: (query) => (isGone(query.state.error) ? false : againMs),
    staleTime: 0,
  });
  const connection = found.data?.connection ?? before;
  const gone = isGone(found.error);
  const { name } = connection.user;

  async function disconnect(): Promise<string | null> {
    const result = await connectionRest("connections.delete", { params: { id } });
    // Whoever went by themselves meanwhile is as gone.
    if (!result.ok && result.status !== 404) return sentence(result, "connections.delete");
    tell(t("admin.connections.disconnected", { name }));
    await queries.invalidateQueries({ queryKey: ["connections"] });
    onClose();
    return null;
  }

  return (
    <>
      <Dialog title={t("admin.connections.title", { name })} onClose={onClose}>
        <div className="flex flex-col gap-4">
          {gone && <Notice>{t("admin.connections.gone")}</Notice>}
          {found.error && !gone && <Notice>{failure(found.error)}</Notice>}
          <Facts connection={connection} />
          {!gone && (
            <div className="flex justify-end">
              <Button kind="danger" onClick={() => setAsking(true)}>
                {t("admin.connections.disconnect")}
              </Button>
            </div>
          )}
        </div>
      </Dialog>
      {asking && (
        <Confirm
          title={t("admin.connections.disconnectTitle", { name })}
          body={t("admin.connections.disconnectBody")}
          action={t("admin.connections.disconnect")}
          busy={t("admin.connections.disconnecting")}
          onConfirm={disconnect}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

const isGone = (error: Error | null): boolean => error instanceof RestFailure && error.error.code === "notFound";

function Facts({ connection }: { connection: LiveConnection }) {
  const t = useTranslations();
  const times = useTimes();
  const numbers = useNumbers();
  const { user, transport, address, userAgent, by, queuedBytes, slow } = connection;
  const when = (at: string) => {
    const ms = Date.parse(at);
    return (
      <time dateTime={at} title={times.exact(ms)}>
        {`${times.shortDate(ms)}, ${times.clock(ms)}`}
      </time>
    );
  };
  return (
    <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] md:grid-cols-[9rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm tabular-nums">
      <Fact name={t("admin.connections.person")}>
        <span dir="auto">{user.name}</span>, {user.bot ? t("common.bot") : t(`admin.people.roles.${user.role}`)}
      </Fact>
      <Fact name={t("admin.connections.way")}>{t(ways[transport])}</Fact>
      <Fact name={t("admin.connections.address")}>
        <bdi>{address}</bdi>
      </Fact>
      <Fact name={t("admin.connections.program")}>
        {userAgent === "" ? (
          t("admin.connections.noProgram")
        ) : (
          <>
            {browserName(t, userAgent)}
            <bdi translate="no" className="block break-words text-ink-faint">
              {userAgent}
            </bdi>
          </>
        )}
      </Fact>
      <Fact name={t("admin.connections.connected")}>{when(connection.connectedAt)}</Fact>
      <Fact name={t("admin.connections.heard")}>{when(connection.lastActiveAt)}</Fact>
      <Fact name={t("admin.connections.came")}>
        <Source by={by} />
      </Fact>
      {by.expiresAt && <Fact name={t("admin.connections.until")}>{when(by.expiresAt)}</Fact>}
      <Fact name={t("admin.connections.rooms")}>{numbers.count(connection.rooms)}</Fact>
      <Fact name={t("admin.connections.queued")}>
        {slow ? t("admin.connections.tooSlow", { bytes: numbers.bytes(queuedBytes) }) : numbers.bytes(queuedBytes)}
      </Fact>
      <Fact name={t("admin.connections.inFlight")}>{numbers.count(connection.inFlight)}</Fact>
      <Fact name={t("admin.connections.node")}>
        <span translate="no">{connection.node}</span>
      </Fact>
      <Fact name={t("admin.connections.id")}>
        <code translate="no" className="select-all break-all text-ink-soft">
          {connection.id}
        </code>
      </Fact>
    </dl>
  );
}

function Source({ by }: { by: LiveConnection["by"] }) {
  const t = useTranslations();
  const times = useTimes();
  if (by.createdAt === undefined) return t("admin.connections.ended");
  const when = times.shortDate(Date.parse(by.createdAt));
  if (by.kind === "token") return t("admin.connections.token", { name: by.name ?? "", when });
  const browser = browserName(t, by.name ?? "");
  return browser ? t("admin.connections.sessionIn", { browser, when }) : t("admin.connections.session", { when });
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
