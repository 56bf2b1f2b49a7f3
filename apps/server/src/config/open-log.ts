import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import type { Env } from "./env-schema.ts";

/** Fields that hold a secret or what Stripe said in full are not logged. */
const redact = ["*.client_secret", "*.clientSecret", "*.payload"];

/** The log of a process, on its output: JSON for machines, unless LOG_FORMAT says that people read it. */
export function openLog({
  LOG_LEVEL: level,
  LOG_FORMAT: format,
}: Pick<Env, "LOG_LEVEL" | "LOG_FORMAT">): Logger {
  const options = { level, redact };
  // Written at once: what a process says last, as it ends, is not lost.
  return format !== "pretty"
    ? pino(options)
    : pino(options, pretty({ sync: true, ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss.l" }));
}
