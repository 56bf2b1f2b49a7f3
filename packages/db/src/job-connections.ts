import pg from "pg";
import { ourSession } from "./our-session.ts";

/**
 * Connections for graphile-worker. Losing one is an error that `onError` hears of, whether it is idle, lent, or on its
 * way back while the pool ends. (A pool of graphile-worker's own has no listener any more in that last moment: the
 * process dies of it.) Whoever opens them ends them, once nobody runs jobs on them.
 * @see https://node-postgres.com/apis/pool#error
 */
export function openJobConnections(
  url: string,
  { max, onError }: { max: number; onError(error: Error): void },
): pg.Pool {
  const pool = new pg.Pool({ connectionString: ourSession(url), max });
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", onError));
  return pool;
}
