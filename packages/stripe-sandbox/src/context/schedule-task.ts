import type { SandboxContext } from "./sandbox-context.ts";
import type { TaskKind } from "./task-kinds.ts";

/** Has something happen by itself after a while on the sandbox's clock; committed with the change that causes it. */
export function scheduleTask(
  context: SandboxContext,
  kind: TaskKind,
  subject: string,
  afterMs: number,
): void {
  scheduleTaskAt(context, kind, subject, context.clock.now() + afterMs);
}

/** The same at a time of the sandbox's clock, in milliseconds. For ends that objects show: not a moment later. */
export function scheduleTaskAt(
  context: SandboxContext,
  kind: TaskKind,
  subject: string,
  dueMs: number,
): void {
  context.store.run("insert into tasks (kind, subject, due) values (?, ?, ?)", kind, subject, dueMs);
}
