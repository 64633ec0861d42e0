"use client";
import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Measured } from "#contract/measured.ts";
import { total } from "./history.ts";
import { useNumbers } from "./use-numbers.ts";

/** How it stands this second. */
export function Tiles({ measured }: { measured: Measured }) {
  const t = useTranslations();
  const numbers = useNumbers();
  const { connections, sendToDeliver10: took, seconds, messages, deliveries, deadLetters } = measured;
  const rate = (count: number) => (seconds > 0 ? numbers.rate(count / seconds) : "–");
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-3">
      <Tile name={t("admin.console.connections")} value={numbers.count(total(connections))}>
        {t("admin.console.byTransport", {
          socketIo: connections["socket.io"] ?? 0,
          webSocket: connections.websocket ?? 0,
          sse: connections.sse ?? 0,
        })}
      </Tile>
      <Tile name={t("admin.console.deliverySlow")} value={took ? numbers.ms(took.p95) : "–"}>
        {took
          ? t("admin.console.quantiles", { p50: numbers.ms(took.p50), p99: numbers.ms(took.p99) })
          : t("admin.console.nothingSent")}
      </Tile>
      <Tile name={t("admin.console.messagesPerSecond")} value={rate(messages)}>
        {t("admin.console.deliveriesNow", { n: rate(deliveries) })}
      </Tile>
      <Tile
        name={t("admin.console.slow")}
        value={numbers.count(measured.slowConsumers)}
        alarming={measured.slowConsumers > 0}
      >
        {t("admin.console.queued", { bytes: numbers.bytes(measured.queuedBytes) })}
      </Tile>
      <Tile
        name={t("admin.console.database")}
        value={t("admin.console.ofMost", {
          busy: numbers.count(measured.database.open - measured.database.idle),
          most: numbers.count(measured.database.most),
        })}
        alarming={measured.database.waiting > 0}
      >
        {t("admin.console.waitingNow", { n: measured.database.waiting })}
      </Tile>
      <Tile
        name={t("admin.nav.deadLetters")}
        value={
          deadLetters === null ? "–" : deadLetters >= 1000 ? `${numbers.count(1000)}+` : numbers.count(deadLetters)
        }
        alarming={(deadLetters ?? 0) > 0}
      >
        <Link
          href={{ pathname: "/admin/dead-letters" }}
          className="text-accent underline underline-offset-2 hover:text-accent-strong touch:inline-flex touch:min-h-11 touch:items-center"
        >
          {t("admin.console.lookAtThem")}
        </Link>
      </Tile>
    </dl>
  );
}

type TileProps = { name: string; value: string; alarming?: boolean; children: ReactNode };

function Tile({ name, value, alarming = false, children }: TileProps) {
  return (
    <div className="flex min-w-0 flex-col bg-canvas px-4 py-3">
      <dt className="text-ink-soft text-sm">{name}</dt>
      <dd className="min-w-0">
        <span className={clsx("block font-semibold text-xl tabular-nums", alarming && "text-danger")}>{value}</span>
        <span className="block text-ink-faint text-sm tabular-nums">{children}</span>
      </dd>
    </div>
  );
}
