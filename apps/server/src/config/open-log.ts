import { currentCause } from "@dualtrack/commerce";
import pino, { type Logger } from "pino";
import { prettyFactory } from "pino-pretty";
import type { Env } from "./env-schema.ts";
import { errorFacts } from "./error-facts.ts";
import type { LogOutput } from "./log-output.ts";
import { logTrace } from "./log-trace.ts";
import { maskPrivate } from "./mask-private.ts";

/** Fields that hold a secret, or Stripe's full answer, are not logged. */
const redact = ["client_secret", "clientSecret", "payload", "*.client_secret", "*.clientSecret", "*.payload"];

/**
 * The log of a process: JSON, or readable lines if LOG_FORMAT asks for them. Each line names the request or job that it was written for.
 */
export function openLog(
  { LOG_LEVEL: level, LOG_FORMAT: format }: Pick<Env, "LOG_LEVEL"> & Partial<Pick<Env, "LOG_FORMAT">>,
  output: Pick<LogOutput, "write">,
): Logger {
  const readable =
    format === "pretty" ? prettyFactory({ ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss.l" }) : null;
  return pino(
    { level, redact, serializers: { err: errorFacts }, mixin: () => ({ ...currentCause(), ...logTrace() }) },
    {
      write(line) {
        const masked = maskPrivate(line);
        output.write(readable === null ? masked : readable(masked));
      },
    },
  );
}
