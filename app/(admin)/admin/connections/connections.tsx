"use client";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Cable } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#app/_components/button.tsx";
import { Check } from "#app/_components/check.tsx";
import { Field, SelectField } from "#app/_components/field.tsx";
import { ListSkeleton } from "#app/_components/list-skeleton.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useSettled } from "#app/_components/use-settled.ts";
import { connectionsOf } from "#app/_gateway/connection-rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { type LiveConnection, transportKinds } from "#contract/connections.ts";
import { total } from "../_console/history.ts";
import { useWatched } from "../_console/use-watched.ts";
import { AdminPage } from "../_frame/admin-page.tsx";
import { Empty } from "../_frame/empty.tsx";
import { ConnectionDetails } from "./connection-details.tsx";
import { ConnectionEntry } from "./connection-entry.tsx";
import { type Way, ways } from "./ways.ts";

const typedMs = 200;
/** Where many come and go the list is asked for no more often than this. */
const refreshMs = 2_000;
const listKey = ["connections"];

export function Connections() {
  const t = useTranslations();
  const failure = useFailure();
  const [words, setWords] = useState("");
  const [way, setWay] = useState<Way | undefined>();
  const [slow, setSlow] = useState(false);
  const [looked, setLooked] = useState<LiveConnection | null>(null);
  const q = useSettled(words.trim(), typedMs);
  const found = useConnections({ q, way, slow });
  const list = found.data?.pages.flatMap(({ connections }) => connections) ?? [];
  const count = found.data?.pages[0]?.total;

  return (
    <AdminPage title={t("admin.nav.connections")} lead={t("admin.connections.lead")}>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <Field
            label={t("admin.connections.search")}
            type="search"
            autoComplete="off"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        <div className="w-44">
          <SelectField
            label={t("admin.connections.way")}
            value={way ?? ""}
            onChange={(event) => setWay(transportKinds.find((kind) => kind === event.target.value))}
          >
            <option value="">{t("admin.connections.all")}</option>
            {transportKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(ways[kind])}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="flex h-10 items-center touch:h-11">
          <Check label={t("admin.connections.slowOnly")} checked={slow} onChange={setSlow} />
        </div>
      </div>
      {found.isPending && <ListSkeleton />}
      {found.error && <Notice>{failure(found.error)}</Notice>}
      {count !== undefined && (
        <div className="flex flex-col gap-3">
          <div role="status">
            {count > 0 ? (
              <p className="text-ink-soft text-sm tabular-nums">{t("admin.connections.count", { n: count })}</p>
            ) : (
              <Empty icon={Cable} title={t("admin.connections.none")} />
            )}
          </div>
          {list.length > 0 && (
            <ul
              aria-label={t("admin.nav.connections")}
              className="flex flex-col divide-y divide-line border-line border-y"
            >
              {list.map((connection) => (
                <ConnectionEntry key={connection.id} connection={connection} onLook={() => setLooked(connection)} />
              ))}
            </ul>
          )}
          {found.hasNextPage && (
            <div>
              <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {t("admin.connections.more")}
              </Button>
            </div>
          )}
        </div>
      )}
      {looked && <ConnectionDetails connection={looked} onClose={() => setLooked(null)} />}
    </AdminPage>
  );
}

/** Asked for again when somebody came or went, as the server tells. */
function useConnections({ q, way, slow }: { q: string; way: Way | undefined; slow: boolean }) {
  const queries = useQueryClient();
  const { history, connected } = useWatched();
  const refresh = useRef({ due: false, at: 0 });
  const last = history?.last;
  useEffect(() => {
    if (!last) return;
    const { current } = refresh;
    if (last.connects > 0 || total(last.disconnects) > 0) current.due = true;
    // The next second looks again.
    if (!current.due || Date.now() - current.at < refreshMs) return;
    refresh.current = { due: false, at: Date.now() };
    void queries.invalidateQueries({ queryKey: listKey });
  }, [queries, last]);
  return useInfiniteQuery({
    // One's own is among them, as soon as there is one.
    queryKey: [...listKey, q, way, slow, connected],
    queryFn: ({ pageParam }) =>
      connectionsOf("connections.list", {
        query: {
          ...(q && { q }),
          ...(slow && { slow: "true" }),
          ...(pageParam && { before: pageParam }),
          transport: way,
        },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: 0,
    maxPages: 20,
  });
}
