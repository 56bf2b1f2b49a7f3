import type { Choices } from "./choices.ts";
import type { Scheduler, SimulatedProcess } from "./scheduler.ts";
import type { Slot, World } from "./world.ts";

/** What all parts of a history share. */
export interface Stage {
  world: World;
  choices: Choices;
  scheduler: Scheduler;
  /** Begins a process on a slot of its own, which is free again when it has ended. */
  begin(
    slot: number,
    name: string,
    run: (self: SimulatedProcess, slot: Slot) => Promise<void>,
  ): SimulatedProcess;
  /** The ids of events that Stripe was told are received. */
  acknowledged: Set<string>;
}
