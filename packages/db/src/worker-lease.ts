import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Db } from "./connect.ts";
import { ourSession } from "./our-session.ts";

/**
 * Tells living pools of jobs from dead ones. A pool is what graphile-worker locks jobs under (`locked_by`). The process
 * that runs it holds a shared advisory lock named after it; PostgreSQL drops the lock when the process's connection is
 * gone, however it died.
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export interface WorkerLease {
  /** From now on this pool counts as alive. Rejects while the database is away. */
  hold(poolId: string): Promise<void>;
  /** The pool has ended: what it has left locked is freed now. Rejects while the database is away; then a sweep frees it. */
  release(poolId: string): Promise<void>;
  /**
   * Frees the jobs that dead pools had begun, so that they run again now and not in four hours, which is how
   * long graphile-worker waits. Answers how many pools were found dead.
   */
  freeAbandonedJobs(): Promise<number>;
  close(): Promise<void>;
}

/** Names, among advisory locks, the shared one that every worker process holds. */
const workerClass = 0x0d7a;

/** A lost connection is opened again after so many ms, and the locks are taken again. */
const reconnectMs = 1_000;

/**
 * A pool is dead when nobody holds its lock now and so many ms later: after a restart of PostgreSQL, or a broken
 * connection, living processes need a moment to take their locks again.
 */
const graceMs = 5 * reconnectMs;

/** How many worker processes are alive, on any machine. */
export async function countLivingWorkers(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<[{ living: bigint }]>`
    select count(*) as living from pg_locks
    where locktype = 'advisory' and classid = ${workerClass}::integer::oid and objid = 0 and objsubid = 2
      and granted and database = (select oid from pg_database where datname = current_database())`;
  return Number(row.living);
}

/** Opens the connection that the locks live on. */
export async function openWorkerLease(url: string, onError: (error: unknown) => void): Promise<WorkerLease> {
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

/** @see https://worker.graphile.org/docs/admin-functions#force-unlock-workers */
async function freeJobsOf(client: pg.Client, poolIds: string[]): Promise<void> {
  await client.query("select graphile_worker.force_unlock_workers($1::text[])", [poolIds]);
}

async function lockingPools(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    "select distinct locked_by as id from graphile_worker.jobs where locked_by is not null",
  );
  return rows.map(({ id }) => id);
}

/** Shared, so that it never waits: after a broken connection PostgreSQL may think for hours that the old one lives. */
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
