import type { SandboxContext, UnitOfWork } from "../context/sandbox-context.ts";
import { readTaskKind, type TaskHandlers, type TaskKind } from "../context/task-kinds.ts";
import { forgetEvents } from "../events/forget-events.ts";
import type { Deliverer } from "../webhooks/deliver.ts";

/** The longest sleep of a Node timer is about 24 days; waking once an hour costs nothing. */
const LONGEST_SLEEP_MS = 60 * 60 * 1000;

const FORGET_EVERY_MS = 60 * 60 * 1000;

/** How much real time the endpoints together may take while the clock is moved. */
const ENDPOINTS_TIMEOUT_MS = 2_000;

export type Scheduler = ReturnType<typeof createScheduler>;

/** Does on the sandbox's clock what falls due by itself: tasks first, then deliveries. One timer, no polling. */
export function createScheduler(context: SandboxContext, taskHandlers: TaskHandlers, baseUrl: () => string) {
  const { store, clock } = context;
  let deliverer: Deliverer | undefined;
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  let stopped = false;
  let forgetAt = clock.now();

  function runTask(seq: number, kind: TaskKind, subject: string): void {
    const work: UnitOfWork = { ...context, cause: { id: null, idempotency_key: null }, baseUrl: baseUrl() };
    store.transaction(
      () => {
        store.run("delete from tasks where seq = ?", seq);
        taskHandlers[kind](work, subject);
      },
      { jointly: true },
    );
  }

  function runDueTasks(): void {
    for (;;) {
      const row = store.row("select * from tasks where due <= ? order by due, seq limit 1", clock.now());
      if (!row) return;
      const seq = Number(row.seq);
      try {
        runTask(seq, readTaskKind(row.kind), String(row.subject));
      } catch (error) {
        // One broken task must not stop the others; it is a bug, so it is dropped and told.
        store.run("delete from tasks where seq = ?", seq);
        context.log(
          `sandbox bug in task ${row.kind} of ${row.subject}: ${error instanceof Error ? error.stack : error}`,
        );
      }
    }
  }

  function nextTaskDue(): number | null {
    const row = store.row("select min(due) as due from tasks");
    return row?.due == null ? null : Number(row.due);
  }

  const isDue = (time: number | null) => time !== null && time <= clock.now();

  function runDue(): void {
    immediate = undefined;
    if (stopped) return;
    runDueTasks();
    deliverer?.deliverDue();
    if (isDue(forgetAt)) forgetAt = clock.now() + (forgetEvents(context) ? 0 : FORGET_EVERY_MS);
    clearTimeout(timer);
    if (clock.isFrozen() && !isDue(forgetAt)) return;
    const wait = Math.min(forgetAt, earliest(nextTaskDue(), deliverer?.nextDue()) ?? forgetAt) - clock.now();
    // Something may have fallen due since we looked, a few lines above.
    if (wait <= 0) immediate ??= setImmediate(runDue);
    else timer = setTimeout(runDue, Math.min(wait, LONGEST_SLEEP_MS)).unref();
  }

  /** Sends what is due now, in as many goes as it takes, and waits for the answers, at most until a real time. */
  async function deliverAllDue(until: number): Promise<void> {
    for (;;) {
      const left = until - Date.now();
      if (left <= 0) return;
      deliverer?.deliverDue();
      if (!deliverer?.isBusy()) return;
      await Promise.race([deliverer.idle(), sleep(left)]);
    }
  }

  return {
    use(made: Deliverer): void {
      deliverer = made;
    },
    /** Something changed: look again, as soon as the current piece of work is done. */
    wake(): void {
      if (!stopped) immediate ??= setImmediate(runDue);
    },
    /**
     * Moves the clock to a time, stopping at everything that falls due on the way so that it happens at its own time:
     * a task, and a webhook's next attempt, whose answer is waited for (it decides when the one after it is due). When
     * endpoints are slow, the webhooks that are left go out with the last step.
     */
    async advanceTo(time: number): Promise<void> {
      const deadline = Date.now() + ENDPOINTS_TIMEOUT_MS;
      for (;;) {
        // What is on its way decides when its next attempt is due.
        await deliverAllDue(deadline);
        const inTime = Date.now() < deadline;
        const due = earliest(nextTaskDue(), inTime ? deliverer?.nextDue() : null);
        if (due === null || due > time || stopped) break;
        if (due > clock.now()) clock.set(due);
        runDueTasks();
      }
      if (stopped) return;
      // While endpoints were waited for, a clock that is not frozen went on by itself.
      if (time > clock.now()) clock.set(time);
      store.commit();
      runDue();
    },
    /** Does all that is due now, and waits until it is done: no task is left, and each webhook has been tried. */
    async settled(): Promise<void> {
      do {
        runDue();
        await deliverer?.idle();
      } while (!stopped && isDue(earliest(nextTaskDue(), deliverer?.nextDue())));
      await store.saved();
    },
    stop(): void {
      stopped = true;
      clearTimeout(timer);
      clearImmediate(immediate);
    },
  };
}

function earliest(...times: (number | null | undefined)[]): number | null {
  const known = times.filter((time) => typeof time === "number");
  return known.length > 0 ? Math.min(...known) : null;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
