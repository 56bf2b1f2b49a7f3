import type { Clock } from "@dualtrack/commerce";

/** Time that stands still unless it is moved. In ms since the epoch. */
export class VirtualClock implements Clock {
  /**
   * Long after the real time, which PostgreSQL gives to jobs that are due at once: those are always due, whatever this clock shows. And
   * the same in each history, so that nothing depends on the day.
   */
  static readonly begin = Date.UTC(2040, 0, 2, 9);
  #now = VirtualClock.begin;

  now(): Date {
    return new Date(this.#now);
  }

  /** ms since the history began. */
  get elapsed(): number {
    return this.#now - VirtualClock.begin;
  }

  tick(): void {
    this.#now += 1;
  }

  moveTo(elapsed: number): void {
    this.#now = Math.max(this.#now, VirtualClock.begin + elapsed);
  }

  reset(): void {
    this.#now = VirtualClock.begin;
  }
}
