import pg from "pg";
import type { Db } from "./connect.ts";

/**
 * Tells living workers from killed ones. Each worker holds an advisory lock named after it; PostgreSQL drops the
 * lock when the process's connection is gone, however it died.
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export interface WorkerLease {
  /** From now on this worker counts as alive. */
  hold(workerId: string): Promise<void>;
  /**
   * Frees the jobs that killed workers had begun, so that they run again now and not in four hours, which is how
   * long graphile-worker waits. Answers how many workers were found dead.
   */
  freeAbandonedJobs(): Promise<number>;
  close(): Promise<void>;
}

/** Names, among advisory locks, the shared one that every worker process holds. */
const workerClass = 0x0d7a;

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
    const connection = new pg.Client({ connectionString: url, keepAlive: true });
    connection.on("error", onError);
    connection.on("end", () => {
      if (connection !== client || closed) return;
      client = null;
      onError(new Error("The connection that says which workers live was closed"));
      reconnectSoon();
    });
    await connection.connect();
    await connection.query("select pg_advisory_lock_shared($1, 0)", [workerClass]);
    for (const workerId of own) await lock(connection, workerId);
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
  const reconnectSoon = () => {
    retry = setTimeout(() => {
      alive().catch((error) => {
        onError(error);
        if (!closed) reconnectSoon();
      });
    }, 1_000);
  };
  await alive();
  return {
    async hold(workerId) {
      own.add(workerId);
      await lock(await alive(), workerId);
    },
    async freeAbandonedJobs() {
      const connection = await alive();
      const { rows } = await connection.query<{ id: string }>(
        "select distinct locked_by as id from graphile_worker.jobs where locked_by is not null",
      );
      const dead: string[] = [];
      for (const { id } of rows) if (!own.has(id) && (await isDead(connection, id))) dead.push(id);
      if (dead.length > 0)
        await connection.query("select graphile_worker.force_unlock_workers($1::text[])", [dead]);
      return dead.length;
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

async function lock(client: pg.Client, workerId: string): Promise<void> {
  await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [workerId]);
}

async function isDead(client: pg.Client, workerId: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    "select pg_try_advisory_lock(hashtextextended($1, 0)) as free",
    [workerId],
  );
  if (rows[0]?.free !== true) return false;
  await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [workerId]);
  return true;
}
