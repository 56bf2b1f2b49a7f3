import { type TaskKind, taskKinds } from "./tasks.ts";
import type { Deliverer } from "./webhooks/deliver.ts";
import type { Work, World } from "./world.ts";

/** The longest sleep of a Node timer is about 24 days; waking once an hour costs nothing. */
const LONGEST_SLEEP_MS = 60 * 60 * 1000;

export type Scheduler = ReturnType<typeof createScheduler>;

/** Does on the sandbox's clock what falls due by itself: tasks first, then deliveries. One timer, no polling. */
export function createScheduler(world: World, baseUrl: () => string) {
  const { store, clock } = world;
  let deliverer: Deliverer | undefined;
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;
  let stopped = false;

  function runTask(seq: number, kind: TaskKind, subject: string): void {
    const work: Work = { ...world, cause: { id: null, idempotency_key: null }, baseUrl: baseUrl() };
    store.transaction(() => {
      store.run("delete from tasks where seq = ?", seq);
      taskKinds[kind](work, subject);
    });
  }

  function runDueTasks(): void {
    for (;;) {
      const row = store.row("select * from tasks where due <= ? order by due, seq limit 1", clock.now());
      if (!row) return;
      const seq = Number(row.seq);
      try {
        runTask(seq, row.kind as TaskKind, String(row.subject));
      } catch (error) {
        // One broken task must not stop the others; it is a bug, so it is dropped and told.
        store.run("delete from tasks where seq = ?", seq);
        world.log(
          `sandbox bug in task ${row.kind} of ${row.subject}: ${error instanceof Error ? error.stack : error}`,
        );
      }
    }
  }

  function nextTaskDue(): number | null {
    const row = store.row("select min(due) as due from tasks");
    return row?.due == null ? null : Number(row.due);
  }

  function runDue(): void {
    soon = undefined;
    if (stopped) return;
    runDueTasks();
    deliverer?.deliverDue();
    clearTimeout(timer);
    if (clock.isFrozen()) return;
    const next = [nextTaskDue(), deliverer?.nextDue() ?? null].filter((due) => due !== null);
    if (next.length === 0) return;
    const wait = Math.min(...next) - clock.now();
    // Something may have fallen due since we looked, a few lines above.
    if (wait <= 0) soon ??= setImmediate(runDue);
    else timer = setTimeout(runDue, Math.min(wait, LONGEST_SLEEP_MS)).unref();
  }

  return {
    use(made: Deliverer): void {
      deliverer = made;
    },
    /** Something changed: look again, as soon as the current piece of work is done. */
    wake(): void {
      if (!stopped) soon ??= setImmediate(runDue);
    },
    /**
     * Moves the clock to a time, stopping at everything that falls due on the way so that it happens at its own time.
     * Deliveries go out with the last step.
     */
    advanceTo(time: number): void {
      for (;;) {
        const due = nextTaskDue();
        if (due === null || due > time) break;
        if (due > clock.now()) clock.set(due);
        runDueTasks();
      }
      clock.set(time);
      runDue();
    },
    runDue,
    stop(): void {
      stopped = true;
      clearTimeout(timer);
      clearImmediate(soon);
    },
  };
}
