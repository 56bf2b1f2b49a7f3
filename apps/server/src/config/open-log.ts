import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import type { Env } from "./env-schema.ts";

/** Fields that hold a secret, or Stripe's full answer, are not logged. */
const redact = ["*.client_secret", "*.clientSecret", "*.payload"];

/** The log of a process, on its output: JSON, or readable lines if LOG_FORMAT asks for them. */
export function openLog({
  LOG_LEVEL: level,
  LOG_FORMAT: format,
}: Pick<Env, "LOG_LEVEL" | "LOG_FORMAT">): Logger {
  const options = { level, redact };
  // Written synchronously, so that the last lines of a process are not lost.
  return format !== "pretty"
    ? pino(options)
    : pino(options, pretty({ sync: true, ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss.l" }));
}
