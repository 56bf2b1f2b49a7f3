import pg from "pg";
import { ourSession } from "./our-session.ts";

/**
 * Connections for graphile-worker. `onError` is called when one is lost, whether it is idle, in use, or being returned
 * while the pool ends. (A pool that graphile-worker opens itself has no listener in that last moment, and the process
 * crashes.) The caller ends the pool once no jobs run on it.
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
