import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorkerLease, startEmbeddedPostgres, type WorkerLease, withClient } from "@dualtrack/db";
import { copyDatabase } from "@dualtrack/db/testing/copy-database";
import { testLog } from "@dualtrack/testkit";
import type { TaskList } from "graphile-worker";
import { expect, inject, test, vi } from "vitest";
import { eventually } from "../testing/open-test-server.ts";
import { startJobRunner } from "./job-runner.ts";

const databaseAt = (port: number) => `postgresql://dualtrack:dualtrack@127.0.0.1:${port}/postgres`;

async function addJobs(databaseUrl: string, ids: number[]): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    for (const id of ids)
      await client.query("select graphile_worker.add_job('count', json_build_object('id', $1::integer))", [
        id,
      ]);
  });
}

const jobsLeft = (databaseUrl: string) =>
  withClient(
    databaseUrl,
    async (client) => (await client.query("select from graphile_worker.jobs")).rowCount,
  );

function begin(databaseUrl: string, lease: WorkerLease, tasks: TaskList, log = testLog()) {
  return startJobRunner({ databaseUrl, lease, log, concurrency: 4, tasks });
}

test("two workers with long jobs: every job runs once as long as its worker lives", {
  timeout: 40_000,
}, async () => {
  const database = await copyDatabase(inject("postgresUrl"), "template");
  const lost: unknown[] = [];
  const times = { reconnectMs: 50, graceMs: 1_000 };
  const openLease = () => openWorkerLease(database.url, (error) => lost.push(error), times);
  const [lease, otherLease] = [await openLease(), await openLease()];
  const began: number[] = [];
  const gate = Promise.withResolvers<void>();
  const deadGate = Promise.withResolvers<void>(); // what a dead process was doing never ends
  const until = (end: Promise<void>): TaskList => ({
    async count(payload) {
      began.push((payload as { id: number }).id);
      await end;
    },
  });
  const runner = await begin(database.url, lease, until(gate.promise));
  const other = await begin(database.url, otherLease, until(deadGate.promise));
  const ids = Array.from({ length: 8 }, (_, id) => id);
  await addJobs(database.url, ids);
  await eventually(async () => began.length === 8, "both workers are busy");
  const sweep = async () => [await lease.freeAbandonedJobs(), await otherLease.freeAbandonedJobs()];

  for (let sweeps = 0; sweeps < 3; sweeps += 1) expect(await sweep()).toEqual([0, 0]);
  // Both leases lose their connections, as in a restart of PostgreSQL: they have a moment to take their locks again.
  await withClient(database.url, (client) =>
    client.query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = 0"),
  );
  await eventually(async () => lost.filter((error) => /was closed/.test(String(error))).length === 2, "lost");
  expect(await lease.freeAbandonedJobs()).toBe(0);
  expect(began.toSorted()).toEqual(ids);

  await otherLease.close(); // as PostgreSQL does when a process is killed
  expect(await lease.freeAbandonedJobs()).toBe(1);
  gate.resolve();
  await eventually(async () => (await jobsLeft(database.url)) === 0, "every job is done");
  expect(new Set(began)).toEqual(new Set(ids));
  expect(began.length).toBe(12);
  deadGate.resolve();

  await Promise.all([runner.stop(), other.stop()]);
  await lease.close();
  await database.drop();
});

test("PostgreSQL restarts twice while jobs run: the worker survives, every job is done, and new ones run", {
  timeout: 60_000,
}, async () => {
  vi.spyOn(console, "trace").mockImplementation(() => {}); // graphile-worker prints what its lost connections say
  const dir = await mkdtemp(join(tmpdir(), "dualtrack-restart-"));
  const start = (port?: number) =>
    startEmbeddedPostgres({ dir: join(dir, "postgres"), durable: false, ...(port && { port }) });
  let postgres = await start();
  const { port } = postgres;
  const databaseUrl = databaseAt(port);
  const lease = await openWorkerLease(databaseUrl, () => {});
  const done = new Set<number>();
  let [began, gate] = [0, Promise.withResolvers<void>()];
  const log = testLog();
  log.expectErrors(/./); // whoever was connected says so
  const count = async (payload: unknown) => {
    began += 1;
    await gate.promise;
    done.add((payload as { id: number }).id);
  };
  const runner = await begin(databaseUrl, lease, { count }, log);

  for (const round of [1, 2]) {
    const ids = Array.from({ length: 12 }, (_, index) => 100 * round + index);
    [began, gate] = [0, Promise.withResolvers<void>()];
    await addJobs(databaseUrl, ids);
    await eventually(async () => began === 4, "jobs are running");
    await postgres.stop();
    gate.resolve(); // they end while nobody can be told
    await eventually(async () => done.size > 0, "running jobs end");
    postgres = await start(port);
    await eventually(async () => (await jobsLeft(databaseUrl)) === 0, "the queue is empty");
    expect(ids.filter((id) => !done.has(id))).toEqual([]);
    done.clear();
  }

  await runner.stop();
  await lease.close();
  await postgres.stop();
  await rm(dir, { recursive: true });
});

test("a job that fails is logged with its error, its stack and its name, and tried again", async () => {
  const database = await copyDatabase(inject("postgresUrl"), "template");
  const lease = await openWorkerLease(database.url, () => {});
  const log = testLog();
  log.expectErrors(/Failed task .*the printer is on fire/);
  const tasks: TaskList = {
    count: () => Promise.reject(new Error("the printer is on fire")),
  };
  const runner = await startJobRunner({ databaseUrl: database.url, lease, log, concurrency: 1, tasks });
  await addJobs(database.url, [1]);
  const [failure] = await eventually(
    async () => log.errors.length > 0 && log.errors,
    "the failure is logged",
  );
  expect(failure?.facts).toMatchObject({ job: "count", jobId: expect.anything() });
  expect(failure?.facts).toHaveProperty("err.message", "the printer is on fire");
  expect(failure?.facts).toHaveProperty("err.stack", expect.stringContaining("job-runner.test.ts"));
  expect(await jobsLeft(database.url)).toBe(1);
  await runner.stop();
  await lease.close();
  await database.drop();
});
