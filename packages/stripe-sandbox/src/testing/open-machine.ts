import { reactions } from "../api/reactions.ts";
import { taskHandlers } from "../api/task-handlers.ts";
import { createMachine, type Machine } from "../machine/machine.ts";

/** The sandbox without its HTTP face, in memory, for tests that call its functions. Stop it at the end. */
export function openMachine(): Machine {
  return createMachine({
    dataDir: undefined,
    log: console.error,
    baseUrl: () => "",
    reactions,
    taskHandlers,
  });
}
