"use client";
import { useTranslations } from "use-intl";
import { ChartCard } from "./chart-card.tsx";
import type { Sample } from "./history.ts";
import { useNumbers } from "./use-numbers.ts";

/** What an operator looks at, in the order in which they ask: are people here, does it reach them, is there much, does it hold. */
export function Charts({ samples }: { samples: readonly Sample[] }) {
  const t = useTranslations();
  const numbers = useNumbers();
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <ChartCard
        title={t("admin.console.connections")}
        lead={t("admin.console.connectionsLead")}
        samples={samples}
        format={numbers.count}
        whole
        series={[
          { name: "socketIo", label: t("admin.console.socketIo") },
          { name: "webSocket", label: t("admin.console.webSocket") },
          { name: "sse", label: t("admin.console.sse") },
        ]}
      />
      <ChartCard
        title={t("admin.console.delivery")}
        lead={t("admin.console.deliveryLead")}
        samples={samples}
        format={numbers.ms}
        series={[
          { name: "p50", label: "p50" },
          { name: "p95", label: "p95" },
          { name: "p99", label: "p99" },
        ]}
      />
      <ChartCard
        title={t("admin.console.asked")}
        lead={t("admin.console.perSecond")}
        samples={samples}
        format={numbers.rate}
        series={[
          { name: "commands", label: t("admin.console.commands") },
          { name: "messages", label: t("admin.console.messages") },
        ]}
      />
      <ChartCard
        title={t("admin.console.deliveries")}
        lead={t("admin.console.deliveriesLead")}
        samples={samples}
        format={numbers.rate}
        series={[{ name: "deliveries", label: t("admin.console.deliveries") }]}
      />
      <ChartCard
        title={t("admin.console.comings")}
        lead={t("admin.console.perSecond")}
        samples={samples}
        format={numbers.rate}
        series={[
          { name: "connects", label: t("admin.console.connects") },
          { name: "disconnects", label: t("admin.console.disconnects") },
        ]}
      />
      <ChartCard
        title={t("admin.console.slow")}
        lead={t("admin.console.slowLead")}
        samples={samples}
        format={numbers.count}
        whole
        series={[{ name: "slow", label: t("admin.console.slow") }]}
      />
      <ChartCard
        title={t("admin.console.backlog")}
        lead={t("admin.console.backlogLead")}
        samples={samples}
        format={numbers.bytes}
        series={[{ name: "queued", label: t("admin.console.backlog") }]}
      />
      <ChartCard
        title={t("admin.nav.deadLetters")}
        lead={t("admin.console.deadLead")}
        samples={samples}
        format={numbers.count}
        whole
        series={[{ name: "dead", label: t("admin.nav.deadLetters") }]}
      />
      <ChartCard
        title={t("admin.console.lag")}
        lead={t("admin.console.lagLead")}
        samples={samples}
        format={numbers.ms}
        series={[
          { name: "lag50", label: "p50" },
          { name: "lagMax", label: t("admin.console.highest") },
        ]}
      />
      <ChartCard
        title={t("admin.console.database")}
        lead={t("admin.console.databaseLead")}
        samples={samples}
        format={numbers.count}
        whole
        series={[
          { name: "busy", label: t("admin.console.busy") },
          { name: "waiting", label: t("admin.console.waiting") },
          { name: "unsaved", label: t("admin.console.unsaved") },
        ]}
      />
    </div>
  );
}
