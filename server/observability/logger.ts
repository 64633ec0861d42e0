/** One line of JSON per event, without secrets. */
import pino from "pino";
import { prettyDestination } from "./pretty.ts";
import { errorSerializer, requestSerializer, scrub } from "./redact.ts";

export type Logger = pino.Logger;

/** The settings LOG_LEVEL, LOG_FORMAT and NODE_NAME. */
export type LogSettings = {
  readonly logLevel: pino.LevelWithSilent;
  readonly logFormat: "json" | "pretty";
  readonly nodeName: string;
};

/** Fields whose value is a secret wherever they turn up, at the top and one or two levels down. */
const secretFields = [
  "authorization",
  "cookie",
  "password",
  "passwordHash",
  "token",
  "ticket",
  "jwt",
  "secret",
  "clientSecret",
  "authSecret",
  "invite",
  "setup",
  "databaseUrl",
];

/** `destination` is standard output unless a test listens. */
export function createLogger(
  config: LogSettings,
  destination: pino.DestinationStream = pino.destination({ fd: 1, sync: false }),
): Logger {
  const options: pino.LoggerOptions = {
    level: config.logLevel,
    base: { node: config.nodeName },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    redact: {
      paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: "[secret]",
    },
    serializers: { err: errorSerializer, error: errorSerializer, req: requestSerializer },
    // The last word: whatever a message or a library put into the line.
    hooks: { streamWrite: scrub },
  };
  return pino(options, config.logFormat === "pretty" ? prettyDestination(destination) : destination);
}
