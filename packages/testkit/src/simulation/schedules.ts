import { expireCheckouts, followUnsentRefunds, reconcile, type Shop, syncOrders } from "@dualtrack/commerce";
import type { SimulatedProcess } from "./scheduler.ts";
import type { Stage } from "./stage.ts";
import type { Slot } from "./world.ts";

const minuteMs = 60_000;

/** What runs by the clock and settles payments. */
export const schedules: readonly [Schedule, ...Schedule[]] = [
  { name: "sync", run: (shop) => syncOrders(shop, { dueOnly: false }) },
  { name: "expiry", run: (shop) => expireCheckouts(shop) },
  { name: "unsent refunds", run: followUnsentRefunds },
  { name: "reconciliation", run: (shop) => reconcile(shop, { windowMs: 36 * 60 * minuteMs }) },
];

interface Schedule {
  name: string;
  run(shop: Shop): Promise<unknown>;
}

/** Runs one of them some time later. */
export function runSchedule({ choices, scheduler }: Stage) {
  return async (self: SimulatedProcess, { shop }: Slot): Promise<void> => {
    await scheduler.wait(self, choices.oneOf([10_000, minuteMs, 5 * minuteMs, 15 * minuteMs]));
    const { name, run } = choices.oneOf(schedules);
    scheduler.note(self, `begins ${name}`);
    await run(shop);
  };
}
