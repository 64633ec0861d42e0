/** Log lines for a person at a terminal (`LOG_FORMAT=pretty`): time, level, message, then whatever else there is. */
import type { DestinationStream } from "pino";
import { z } from "zod";

const lineSchema = z.looseObject({ time: z.string(), level: z.string(), msg: z.string().default("") });

export function prettyDestination(destination: DestinationStream): DestinationStream {
  return { write: (line) => destination.write(pretty(line)) };
}

/** One line of JSON in, one readable line out, with an error's stack below it. */
export function pretty(line: string): string {
  const parsed = lineSchema.safeParse(parseJson(line));
  if (!parsed.success) return line;
  const { time, level, msg, node: _node, err, ...rest } = parsed.data;
  const fields = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const stack = z.looseObject({ stack: z.string() }).safeParse(err);
  const error = stack.success ? `\n${stack.data.stack}` : err === undefined ? "" : ` err=${JSON.stringify(err)}`;
  return `${[time.slice(11, 19), level.toUpperCase().padEnd(5), msg, ...fields].join(" ")}${error}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
