import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { SandboxOptions } from "./sandbox.ts";

const DEFAULT_PORT = 4010;

const help = `Usage: stripe-sandbox [options]

An offline Stripe for development and tests. Each option can also be given by a variable of the environment.

  --port <number>           SANDBOX_PORT            where it listens (${DEFAULT_PORT}; 0 takes a free port)
  --host <address>          SANDBOX_HOST            which address it listens at (127.0.0.1)
  --data-dir <folder>       SANDBOX_DATA_DIR        keeps its state there (without it, until it stops)
  --webhook-url <url>       SANDBOX_WEBHOOK_URL     sends events there
  --webhook-events <types>  SANDBOX_WEBHOOK_EVENTS  which ones, with commas between them (without it, all)
  --webhook-secret <text>   SANDBOX_WEBHOOK_SECRET  signs them with this (without it, it makes one and prints it)
  --version
  --help
`;

/** The options to start with, or the message and exit code to end with. */
export type CommandLine = { options: SandboxOptions & { port: number } } | { message: string; code: 0 | 1 };

/** Reads arguments and environment; arguments come first. A mistake is said in a sentence with the name to correct. */
export function readCommandLine(args: string[], env: NodeJS.ProcessEnv): CommandLine {
  const given = readArguments(args);
  if (typeof given === "string") return refuse(`${given}\n\n${help}`);
  if (given.help) return { message: help, code: 0 };
  if (given.version) return { message: version(), code: 0 };
  const portText = given.port ?? env.SANDBOX_PORT ?? String(DEFAULT_PORT);
  const host = given.host ?? env.SANDBOX_HOST;
  const dataDir = given["data-dir"] ?? env.SANDBOX_DATA_DIR;
  const url = given["webhook-url"] ?? env.SANDBOX_WEBHOOK_URL;
  const secret = given["webhook-secret"] ?? env.SANDBOX_WEBHOOK_SECRET;
  const enabledEvents = (given["webhook-events"] ?? env.SANDBOX_WEBHOOK_EVENTS ?? "")
    .split(",")
    .map((type) => type.trim())
    .filter((type) => type !== "");
  if (!/^\d{1,5}$/.test(portText) || Number(portText) > 65_535)
    return refuse(`The port (--port, SANDBOX_PORT) is a number from 0 to 65535, not "${portText}".`);
  if (url && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ""))
    return refuse(
      `The webhook URL (--webhook-url, SANDBOX_WEBHOOK_URL) begins with http:// or https://, not "${url}".`,
    );
  if (secret && !url)
    return refuse("A webhook secret needs the URL that it is for: --webhook-url, SANDBOX_WEBHOOK_URL.");
  if (enabledEvents.length > 0 && !url)
    return refuse("Events need the URL that they are sent to: --webhook-url, SANDBOX_WEBHOOK_URL.");
  const events = enabledEvents.length > 0 ? { enabledEvents } : {};
  return {
    options: {
      port: Number(portText),
      ...(host ? { host } : {}),
      ...(dataDir ? { dataDir } : {}),
      ...(url ? { webhook: { url, ...(secret ? { secret } : {}), ...events } } : {}),
    },
  };
}

/** The options by name, or a sentence about what is wrong with them. */
function readArguments(args: string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args,
      options: {
        port: text,
        host: text,
        "data-dir": text,
        "webhook-url": text,
        "webhook-secret": text,
        "webhook-events": text,
        version: flag,
        help: { ...flag, short: "h" },
      },
    }).values;
  } catch (error) {
    return (error as Error).message;
  }
}

function refuse(message: string): CommandLine {
  return { message, code: 1 };
}

function version(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
