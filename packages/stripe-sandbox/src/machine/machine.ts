import { createKeys } from "../access/keys.ts";
import { createRateLimits } from "../access/rate-limits.ts";
import { createRequestLog } from "../context/request-log.ts";
import type { SandboxContext, UnitOfWork } from "../context/sandbox-context.ts";
import type { TaskHandlers } from "../context/task-kinds.ts";
import { createChance } from "../core/chance.ts";
import { createClock } from "../core/clock.ts";
import { createLive } from "../core/live.ts";
import { createFaults } from "../faults/faults.ts";
import { loadSpec } from "../spec/spec.ts";
import { openStore } from "../store/store.ts";
import { createDeliverer, type Deliverer } from "../webhooks/deliver.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";

/** The running sandbox behind its HTTP face. */
export interface Machine {
  context: SandboxContext;
  scheduler: Scheduler;
  deliverer: Deliverer;
  /** Does something as Stripe, the bank or the customer, in one transaction, and sends what follows from it. */
  act<T>(work: (work: UnitOfWork) => T, baseUrl?: string): T;
  stop(): Promise<void>;
}

/** Builds the sandbox on its database. `baseUrl` is asked late, because the port may not be known yet. */
export function createMachine(options: {
  dataDir: string | undefined;
  log: (line: string) => void;
  baseUrl: () => string;
  reactions: SandboxContext["reactions"];
  taskHandlers: TaskHandlers;
}): Machine {
  const live = createLive();
  const store = openStore(options.dataDir, live);
  const chance = createChance(store);
  const clock = createClock(store);
  const context: SandboxContext = {
    store,
    clock,
    chance,
    faults: createFaults(store, chance, live),
    live,
    requests: createRequestLog(live),
    keys: createKeys(store, clock),
    rateLimits: createRateLimits(store, clock),
    spec: loadSpec(),
    reactions: options.reactions,
    log: options.log,
  };
  const scheduler = createScheduler(context, options.taskHandlers, options.baseUrl);
  const deliverer = createDeliverer(context, scheduler.wake);
  scheduler.use(deliverer);
  return {
    context,
    scheduler,
    deliverer,
    act(work, baseUrl = options.baseUrl()) {
      const result = store.transaction(() =>
        work({ ...context, cause: { id: null, idempotency_key: null }, baseUrl }),
      );
      scheduler.wake();
      return result;
    },
    async stop() {
      scheduler.stop();
      await deliverer.stop();
      store.close();
    },
  };
}
