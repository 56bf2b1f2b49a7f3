import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Db } from "./connect.ts";
import { ourSession } from "./our-session.ts";

/**
 * Distinguishes living worker pools from dead ones. graphile-worker locks jobs in the name of a pool (`locked_by`). The
 * process that runs the pool holds a shared advisory lock named after it; PostgreSQL releases the lock when the process's
 * connection ends for any reason.
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export interface WorkerLease {
  /** Marks this pool as alive. Rejects while the database can't be reached. */
  hold(poolId: string): Promise<void>;
  /** Marks this pool as ended and frees its locked jobs. If it rejects, `freeAbandonedJobs` frees them later. */
  release(poolId: string): Promise<void>;
  /**
   * Frees the jobs that dead pools had started, so that they run again now; graphile-worker itself would wait four hours.
   * Answers the number of dead pools.
   */
  freeAbandonedJobs(): Promise<number>;
  close(): Promise<void>;
}

/** The key of the shared advisory lock that every worker process holds. */
const workerClass = 0x0d7a;

/** In ms. */
interface LeaseTimes {
  /** Before a lost connection is opened again; then the locks are taken again. */
  reconnectMs: number;
  /**
   * A pool is dead if its lock is free twice, so long apart: after a restart of PostgreSQL or a broken connection, living processes
   * need a moment to take their locks again.
   */
  graceMs: number;
}

const usualTimes: LeaseTimes = { reconnectMs: 1_000, graceMs: 5_000 };

/** The number of living worker processes on all machines. */
export async function countLivingWorkers(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<[{ living: bigint }]>`
    select count(*) as living from pg_locks
    where locktype = 'advisory' and classid = ${workerClass}::integer::oid and objid = 0 and objsubid = 2
      and granted and database = (select oid from pg_database where datname = current_database())`;
  return Number(row.living);
}

/** Opens the connection that holds the locks. Shorter times are for tests. */
export async function openWorkerLease(
  url: string,
  onError: (error: unknown) => void,
  { reconnectMs, graceMs }: LeaseTimes = usualTimes,
): Promise<WorkerLease> {
  const own = new Set<string>();
  let client: pg.Client | null = null;
  let connecting: Promise<pg.Client> | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<pg.Client> => {
    const connection = new pg.Client({ connectionString: ourSession(url), keepAlive: true });
    connection.on("error", onError);
    connection.on("end", () => {
      if (connection !== client || closed) return;
      client = null;
      onError(new Error("The connection that says which workers live was closed"));
      scheduleReconnect();
    });
    await connection.connect();
    await connection.query("select pg_advisory_lock_shared($1, 0)", [workerClass]);
    for (const poolId of own) await lock(connection, poolId);
    client = connection;
    return connection;
  };
  const alive = (): Promise<pg.Client> => {
    if (client !== null) return Promise.resolve(client);
    connecting ??= connect().finally(() => {
      connecting = null;
    });
    return connecting;
  };
  const scheduleReconnect = () => {
    retry = setTimeout(() => {
      alive().catch((error) => {
        onError(error);
        if (!closed) scheduleReconnect();
      });
    }, reconnectMs);
  };
  const findDead = async (poolIds: string[]): Promise<string[]> => {
    const connection = await alive();
    const dead: string[] = [];
    for (const poolId of poolIds)
      if (!own.has(poolId) && (await isFree(connection, poolId))) dead.push(poolId);
    return dead;
  };
  await alive();
  return {
    async hold(poolId) {
      const connection = await alive();
      own.add(poolId);
      await lock(connection, poolId);
    },
    async release(poolId) {
      own.delete(poolId);
      const connection = await alive();
      await connection.query("select pg_advisory_unlock_shared(hashtextextended($1, 0))", [poolId]);
      await freeJobsOf(connection, [poolId]);
    },
    async freeAbandonedJobs() {
      const silent = await findDead(await lockingPools(await alive()));
      if (silent.length === 0) return 0;
      await pause(graceMs);
      const dead = await findDead(silent);
      await freeJobsOf(await alive(), dead);
      return dead.length;
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

/**
 * Frees the jobs of dead pools. One whose key was queued anew while it ran has a successor: graphile-worker has taken its key and its
 * attempts from it, and written when, so that it ends with its run. As its pool is dead, it ends here; it would count as dead. A job without
 * a key that was killed in its last attempt is one, and stays.
 * @see https://worker.graphile.org/docs/admin-functions
 */
async function freeJobsOf(client: pg.Client, poolIds: string[]): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select id from graphile_worker.jobs
    where locked_by = any($1::text[]) and key is null and attempts >= max_attempts and updated_at > locked_at`,
    [poolIds],
  );
  await client.query("select graphile_worker.force_unlock_workers($1::text[])", [poolIds]);
  await client.query("select graphile_worker.complete_jobs($1::bigint[])", [rows.map(({ id }) => id)]);
}

async function lockingPools(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    "select distinct locked_by as id from graphile_worker.jobs where locked_by is not null",
  );
  return rows.map(({ id }) => id);
}

/** The lock is shared so that it never waits: PostgreSQL may keep the lock of a broken connection for hours. */
async function lock(client: pg.Client, poolId: string): Promise<void> {
  await client.query("select pg_advisory_lock_shared(hashtextextended($1, 0))", [poolId]);
}

async function isFree(client: pg.Client, poolId: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    "select pg_try_advisory_lock(hashtextextended($1, 0)) as free",
    [poolId],
  );
  if (rows[0]?.free !== true) return false;
  await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [poolId]);
  return true;
}
