import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "@dualtrack/commerce";
import Stripe from "stripe";
import type { Choices } from "./choices.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** How the text of a statement ends that queues a job. */
export const queuesJob = ", a job";

/** Ends a process between two of its steps. */
class ProcessKilled extends Error {}

/** One statement, or one request to Stripe: nothing else runs while it does. */
interface Step {
  process: SimulatedProcess;
  text: string;
  /** The connection's process at PostgreSQL, which may wait for a lock; null: it is a request. */
  backend: number | null;
  /** Resolves when there is an answer. */
  run(): Promise<void>;
  /** Gives the process its answer; null while there is none. */
  answer: (() => void) | null;
  /** Gives the process an error in place of an answer. */
  fail(error: Error): void;
}

/** Something of the shop's that runs beside others: a request, a worker. It gives up control at each of its steps. */
export class SimulatedProcess {
  readonly name: string;
  /** Which one of the history it is. */
  readonly number: number;
  readonly canBeKilled: boolean;
  isDead = false;
  isDone = false;
  /** Resolves when it has ended, however it did. */
  ended: Promise<void> = Promise.resolve();
  /** Steps that wait for their turn, or for a lock. */
  openSteps = 0;
  /** All steps until now, those of a dead process included. */
  steps = 0;
  /** Until when it waits, in ms since the history began; null: it does not wait. */
  wakeAt: number | null = null;
  /** Whether it waits for jobs, too. */
  wakesByNews = false;
  /** Whether it has queued a job in a transaction that goes on. */
  hasQueued = false;
  wake: () => void = () => {};

  constructor(name: string, number: number, canBeKilled: boolean) {
    this.name = name;
    this.number = number;
    this.canBeKilled = canBeKilled;
  }

  get isComputing(): boolean {
    return !this.isDone && this.openSteps === 0 && this.wakeAt === null;
  }
}

interface SchedulerParts {
  choices: Choices;
  clock: VirtualClock;
  /** Whether this connection's statement waits for a lock. */
  isBlocked(backend: number): Promise<boolean>;
  /** Called when time has moved by itself. */
  onTimeMoved(): Promise<void>;
}

/** How long a statement may take before it is asked whether it waits for a lock, in real ms. */
const lookAfterMs = 4;
/** How long all may wait for locks before the history is given up, in real ms; PostgreSQL finds a deadlock after one second. */
const deadlockMs = 20_000;
const mostKills = 2;
/** Whoever does nothing for so long does nothing any more: longer than
 * the pauses before a request is tried again, and than it takes to open a connection, in real ms.
 */
const silentMs = 250;

/** Without faults, and with all steps of a process in a row: how a history ends. */
export interface Weather {
  /** A switch to another process once in so many steps; null: never before a process waits. */
  switchOnceIn: number | null;
  /** A kill once in so many steps; null: none. */
  killOnceIn: number | null;
}

/**
 * Lets one process at a time do one step; the choices say which. Time moves only when all processes wait for it. A statement that waits for
 * a lock is set aside until it has it, so the order of all steps depends on the choices alone.
 */
export class Scheduler {
  weather: Weather = { switchOnceIn: null, killOnceIn: null };
  /** What was done, for people. */
  readonly trace: { elapsed: number; process: string; text: string }[] = [];
  /** Errors that nobody expects, in words. */
  readonly failures: string[] = [];
  deadlocks = 0;
  readonly #parts: SchedulerParts;
  readonly #processes = new Set<SimulatedProcess>();
  readonly #pending: Step[] = [];
  readonly #blocked: Step[] = [];
  #last: SimulatedProcess | null = null;
  #kills = 0;
  #begun = 0;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  /** Begins a process. Its failures are its own: what they mean is judged at the end. */
  spawn(
    name: string,
    work: (self: SimulatedProcess) => Promise<void>,
    { canBeKilled = true } = {},
  ): SimulatedProcess {
    const process = new SimulatedProcess(name, this.#begun, canBeKilled);
    this.#begun += 1;
    this.#processes.add(process);
    const end = () => {
      process.isDone = true;
      this.#processes.delete(process);
    };
    process.ended = Promise.resolve()
      .then(() => work(process))
      .catch((error: unknown) => {
        this.recordFailure(process, error);
        return untilSilent(process);
      })
      .finally(end);
    return process;
  }

  /** Keeps an error that is no refusal and no fault of the history: a bug. */
  recordFailure(process: SimulatedProcess, error: unknown): void {
    const text = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
    this.note(process, `fails: ${text}`);
    const isPart =
      process.isDead || error instanceof DomainError || error instanceof Stripe.errors.StripeConnectionError;
    if (!isPart) this.failures.push(`${process.name} failed: ${text}`);
  }

  note(process: SimulatedProcess, text: string): void {
    this.trace.push({ elapsed: this.#parts.clock.elapsed, process: process.name, text });
  }

  /** Does a step when it is the process's turn. */
  step<Answer>(
    process: SimulatedProcess,
    { text, backend, run }: { text: string; backend: number | null; run(): Promise<Answer> },
  ): Promise<Answer> {
    process.steps += 1;
    // PostgreSQL rolls back what a dead process has begun; here the connection lives on, so that it has to be asked to.
    if (process.isDead) return text === "rollback" ? run() : Promise.reject(new ProcessKilled("killed"));
    return new Promise<Answer>((resolve, reject) => {
      const step: Step = {
        process,
        text,
        backend,
        answer: null,
        fail: reject,
        run: () =>
          run().then(
            (value) => {
              step.answer = () => resolve(value);
            },
            (error) => {
              if (/deadlock detected/.test(String(error))) this.deadlocks += 1;
              step.answer = () => reject(error);
            },
          ),
      };
      process.openSteps += 1;
      this.#pending.push(step);
    });
  }

  /** Lets time pass for a process. `orNews`: it wakes when a job may have been queued, too. */
  wait(process: SimulatedProcess, ms: number, { orNews = false } = {}): Promise<void> {
    process.wakesByNews = orNews;
    process.wakeAt = this.#parts.clock.elapsed + ms;
    return new Promise((resolve) => {
      process.wake = () => {
        process.wakeAt = null;
        process.wakesByNews = false;
        resolve();
      };
    });
  }

  /** Runs until nobody has anything to do before `until`, in ms since the history began. */
  async run(until: number): Promise<void> {
    for (;;) {
      await this.#quiet();
      const step = this.#choose();
      if (step !== null) await this.#grant(step);
      else if (this.#blocked.length > 0) await this.#awaitDeadlock();
      else if (!(await this.#moveTime(until))) return;
    }
  }

  /** Until every process waits: for its turn, for a lock, or for time to pass. */
  async #quiet(): Promise<void> {
    do {
      await immediate();
      await immediate();
    } while ([...this.#processes].some((process) => process.isComputing));
  }

  #choose(): Step | null {
    if (this.#pending.length === 0) return null;
    const { choices } = this.#parts;
    // Not in the order of arrival: two that are woken together arrive as fast as their connections are.
    this.#pending.sort(
      (one, other) => one.process.number - other.process.number || one.text.localeCompare(other.text),
    );
    const own = this.#pending.findIndex(({ process }) => process === this.#last);
    let index = Math.max(0, own);
    const { switchOnceIn, killOnceIn } = this.weather;
    if (switchOnceIn !== null && this.#pending.length > 1) {
      const others = this.#pending.map((_, at) => at).filter((at) => at !== index);
      if (own < 0 || choices.happens(switchOnceIn)) {
        const at = choices.pick(own < 0 ? this.#pending.length : others.length);
        index = own < 0 ? at : (others[at] ?? index);
      }
    }
    const step = this.#pending.splice(index, 1)[0] ?? null;
    if (step === null) return null;
    this.#last = step.process;
    const mayDie = killOnceIn !== null && step.process.canBeKilled && this.#kills < mostKills;
    if (mayDie && choices.happens(killOnceIn)) this.#kill(step);
    return step;
  }

  #kill({ process }: Step): void {
    this.#kills += 1;
    process.isDead = true;
    this.note(process, "is killed");
  }

  async #grant(step: Step): Promise<void> {
    const { process, text } = step;
    this.#parts.clock.tick();
    if (process.isDead) {
      process.openSteps -= 1;
      return step.fail(new ProcessKilled("killed"));
    }
    this.note(process, text);
    await Promise.race([step.run(), pause(lookAfterMs)]);
    await this.#follow(step);
    await this.#freeBlocked();
    if (text.endsWith(queuesJob)) process.hasQueued = true;
    if (process.hasQueued) this.#tellNews();
    if (text === "commit") process.hasQueued = false;
  }

  /** Until the step has its answer, or waits for a lock. */
  async #follow(step: Step): Promise<void> {
    while (step.answer === null) {
      // Whoever holds the lock does nothing meanwhile, so what is blocked now stays so.
      if (step.backend === null || !(await this.#parts.isBlocked(step.backend)) || step.answer !== null) {
        await pause(1);
        continue;
      }
      if (!this.#blocked.includes(step)) {
        this.note(step.process, "waits for a lock");
        this.#blocked.push(step);
      }
      return;
    }
    const at = this.#blocked.indexOf(step);
    if (at >= 0) this.#blocked.splice(at, 1);
    step.process.openSteps -= 1;
    step.answer?.();
  }

  async #freeBlocked(): Promise<void> {
    for (const step of [...this.#blocked]) await this.#follow(step);
  }

  async #awaitDeadlock(): Promise<void> {
    const until = performance.now() + deadlockMs;
    while (!this.#blocked.some(({ answer }) => answer !== null)) {
      if (performance.now() > until) throw new Error("All wait for locks, and PostgreSQL sees no deadlock");
      await pause(5);
    }
    await this.#freeBlocked();
  }

  #tellNews(): void {
    for (const process of this.#processes) if (process.wakesByNews) process.wake();
  }

  async #moveTime(until: number): Promise<boolean> {
    const times = [...this.#processes].flatMap(({ wakeAt }) => wakeAt ?? []);
    const next = Math.min(...times);
    if (times.length === 0 || next > until) return false;
    this.#parts.clock.moveTo(next);
    await this.#parts.onTimeMoved();
    for (const process of this.#processes)
      if (process.wakeAt !== null && process.wakeAt <= this.#parts.clock.elapsed) process.wake();
    return true;
  }
}

/**
 * What a process does beside that which has failed goes on, with its connection, until it comes to its own end: only then may another
 * process have that connection.
 */
async function untilSilent(process: SimulatedProcess): Promise<void> {
  let before: number;
  do {
    before = process.steps;
    await pause(silentMs);
  } while (process.steps !== before || process.openSteps > 0);
}

const immediate = () => new Promise<void>((done) => setImmediate(done));
