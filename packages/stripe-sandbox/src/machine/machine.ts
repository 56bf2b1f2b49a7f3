import { createKeys } from "../access/keys.ts";
import { createRateLimits } from "../access/rate-limits.ts";
import { createRequestLog } from "../context/request-log.ts";
import type { Work, World } from "../context/sandbox-context.ts";
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
  world: World;
  scheduler: Scheduler;
  deliverer: Deliverer;
  /** Does something as Stripe, the bank or the customer, in one transaction, and sends what follows from it. */
  act<T>(work: (work: Work) => T, baseUrl?: string): T;
  stop(): Promise<void>;
}

/** Builds the sandbox on its database. `baseUrl` is asked late, because the port may not be known yet. */
export function createMachine(options: {
  dataDir: string | undefined;
  log: (line: string) => void;
  baseUrl: () => string;
  reactions: World["reactions"];
  taskHandlers: TaskHandlers;
}): Machine {
  const live = createLive();
  const store = openStore(options.dataDir, live);
  const chance = createChance(store);
  const clock = createClock(store);
  const world: World = {
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
  const scheduler = createScheduler(world, options.taskHandlers, options.baseUrl);
  const deliverer = createDeliverer(world, scheduler.wake);
  scheduler.use(deliverer);
  return {
    world,
    scheduler,
    deliverer,
    act(work, baseUrl = options.baseUrl()) {
      const result = store.transaction(() =>
        work({ ...world, cause: { id: null, idempotency_key: null }, baseUrl }),
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
