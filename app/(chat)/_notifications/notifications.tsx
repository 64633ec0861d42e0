"use client";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useClient, useGateway } from "#app/_gateway/hooks.ts";
import { systemClock } from "#client/clock.ts";
import { startNotifier } from "./notifier.ts";

/** In the page's timeline: from here on somebody is told. */
const mark = "notifications";

/** Shows nothing on the page itself. */
export default function Notifications() {
  const t = useTranslations();
  const client = useClient();
  const { visitor } = useGateway();
  useEffect(() => {
    const stop = startNotifier({ client, me: visitor.id, t, clock: systemClock });
    performance.mark(mark);
    return stop;
  }, [client, visitor.id, t]);
  return null;
}
