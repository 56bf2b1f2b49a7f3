import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { ourSession } from "./our-session.ts";

/** Pause between two attempts, and the timeout of an attempt, in ms. */
const retryMs = 1_000;
const attemptMs = 5_000;
/** Time between two log lines about the waiting, in ms. */
const logAgainMs = 60_000;

/**
 * Resolves with `server_version_num` once the server at `url` answers: it may start later than this process, or be
 * restarting. `say` logs a line when that takes time. Rejects when the server answers and refuses the connection.
 */
export async function awaitDatabase(
  url: string,
  { say, signal }: { say(line: string): void; signal?: AbortSignal },
): Promise<number> {
  const begun = Date.now();
  let loggedAt: number | null = null;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const version = await askVersion(url);
      if (loggedAt !== null) say("The database answers.");
      return version;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      const seconds = Math.round((Date.now() - begun) / 1_000);
      if (loggedAt === null) say(`Waiting for the database at ${placeOf(url)}: ${messageOf(error)}.`);
      else if (Date.now() - loggedAt >= logAgainMs)
        say(`Still waiting for the database at ${placeOf(url)}, for ${seconds} s: ${messageOf(error)}.`);
      else {
        await pause(retryMs, undefined, { signal });
        continue;
      }
      loggedAt = Date.now();
    }
    await pause(retryMs, undefined, { signal });
  }
}

async function askVersion(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: ourSession(url), connectionTimeoutMillis: attemptMs });
  client.on("error", () => {}); // the query rejects with it as well
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    return Number(rows[0]?.version);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Whether the server can't be reached now: no connection, or it is starting, stopping, or has no free connection.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isUnreachable(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code === undefined) return /terminated|timeout/i.test(message ?? "");
  const network = /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOST|ENET|EPIPE|ENOENT)/;
  return network.test(code) || /^(08|57P0[123]|53300)/.test(code);
}

function messageOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return message || code || String(error);
}

/** Host and port, without the password. */
function placeOf(url: string): string {
  const { hostname, port, searchParams } = new URL(url);
  return `${searchParams.get("host") ?? (hostname || "this machine")}:${port || "5432"}`;
}
