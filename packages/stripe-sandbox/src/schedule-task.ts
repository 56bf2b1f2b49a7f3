import type { TaskKind } from "./tasks.ts";
import type { World } from "./world.ts";

/** Has something happen by itself after a while on the sandbox's clock; committed with the change that causes it. */
export function scheduleTask(world: World, kind: TaskKind, subject: string, afterMs: number): void {
  world.store.run(
    "insert into tasks (kind, subject, due) values (?, ?, ?)",
    kind,
    subject,
    world.clock.now() + afterMs,
  );
}
