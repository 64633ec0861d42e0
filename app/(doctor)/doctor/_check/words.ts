/** What was found, in the reader's words; the page and the report say the same. */
import type { Translator } from "#app/_text/translator.ts";
import type { Facts, SocketFacts } from "#client/doctor/facts.ts";
import {
  type Finding,
  judge,
  type Outcome,
  outcome,
  postMs,
  requestState,
  socketState,
  streamState,
  type WayState,
} from "#client/doctor/judge.ts";

export type WayName = "socketIo" | "webSocket" | "stream" | "requests";
export type Way = { readonly name: WayName; readonly state: WayState; readonly timing: string };

/** How it ended, or how it stands so far. */
export type Headline = Outcome | "liveButChecking" | "liveButFaults";

export function headlineOf(facts: Facts, findings: readonly Finding[]): Headline {
  const found = outcome(facts);
  if (found !== "live") return found;
  if (findings.length > 0) return "liveButFaults";
  return watched(facts) && waysOf.every((state) => state(facts) === "works") ? "live" : "liveButChecking";
}

export const watched = ({ watchedMs, watchMs }: Facts): boolean => watchedMs >= watchMs;

const waysOf = [
  (facts: Facts) => socketState(facts, facts.socketIo),
  (facts: Facts) => socketState(facts, facts.webSocket),
  streamState,
  requestState,
] as const;

export function describeWays(t: Translator, facts: Facts): Way[] {
  const socket = (name: "socketIo" | "webSocket"): Way => ({
    name,
    state: socketState(facts, facts[name]),
    timing: socketTiming(t, facts, facts[name]),
  });
  const { helloMs, endedMs } = facts.stream;
  const posted = postMs(facts.requests);
  return [
    socket("socketIo"),
    socket("webSocket"),
    {
      name: "stream",
      state: streamState(facts),
      timing: line(helloMs !== null && t("doctor.timing.hello", { ms: helloMs }), life(t, facts, helloMs, endedMs)),
    },
    {
      name: "requests",
      state: requestState(facts),
      timing: line(posted !== null && t("doctor.timing.request", { ms: Math.round(posted) })),
    },
  ];
}

function socketTiming(t: Translator, facts: Facts, { openedMs, helloMs, echoMs, endedMs }: SocketFacts): string {
  return line(
    openedMs !== null && t("doctor.timing.opened", { ms: openedMs }),
    echoMs !== null && t("doctor.timing.echo", { ms: Math.round(echoMs) }),
    life(t, facts, helloMs, endedMs),
  );
}

const life = (t: Translator, { watchedMs }: Facts, helloMs: number | null, endedMs: number | null) =>
  helloMs !== null &&
  (endedMs === null
    ? t("doctor.timing.stands", { seconds: Math.floor(watchedMs / 1000) })
    : t("doctor.timing.ended", { seconds: Math.round(endedMs / 1000) }));

const line = (...parts: readonly (string | false)[]): string => parts.filter(Boolean).join(" · ");

/** The values that a finding's sentences name. */
export function valuesOf(finding: Finding): Record<string, string | number> {
  const { fault, ...values } = finding;
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Settings of Parley's own that mend it; null where there are none. */
export function settingOf(finding: Finding, origin: string): string | null {
  if (finding.fault === "proxyUntrusted") return `TRUSTED_PROXIES=${finding.peer ?? "10.0.0.5"}`;
  return finding.fault === "addressUnknown" ? `PUBLIC_URL=${origin}` : null;
}

/** All of it as plain text, for a colleague. */
export function report(t: Translator, facts: Facts, at: Date): string {
  const findings = judge(facts);
  const headline = headlineOf(facts, findings);
  return [
    `${t("doctor.title")}: ${facts.origin}, ${at.toISOString()}`,
    navigator.userAgent,
    "",
    `${t(`doctor.outcome.${headline}`)}. ${t(`doctor.meaning.${headline}`)}`,
    t("doctor.watched", { seconds: Math.floor(facts.watchedMs / 1000) }),
    "",
    ...describeWays(t, facts).map(({ name, state, timing }) =>
      [`- ${t(`doctor.way.${name}`)}: ${t(`doctor.state.${state}`)}`, timing && ` (${timing})`].join(""),
    ),
    ...findings.flatMap((finding) => [
      "",
      `! ${t(`doctor.name.${finding.fault}`, valuesOf(finding))}`,
      `  ${t(`doctor.what.${finding.fault}`, valuesOf(finding))}`,
    ]),
    "",
    JSON.stringify(facts),
  ].join("\n");
}
