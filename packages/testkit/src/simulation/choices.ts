/** Where the decisions of a history come from: a seed, or the decisions of an earlier one. */
export type ChoiceSource = { seed: number } | { decisions: readonly number[] };

/**
 * Makes all decisions of a history, and keeps them. 0 is always the plainest: no fault, no change of the process that goes on, no wait. So a
 * list with more zeros, or a shorter one, is a simpler history; decisions beyond its end are 0.
 */
export class Choices {
  readonly taken: number[] = [];
  readonly #source: ChoiceSource;
  #state: number;

  constructor(source: ChoiceSource) {
    this.#source = source;
    this.#state = "seed" in source ? source.seed | 0 : 0;
  }

  /** One of 0 to `count - 1`, each as likely as the others. */
  pick(count: number): number {
    const value =
      "seed" in this.#source
        ? Math.floor(this.#roll() * count)
        : (this.#source.decisions[this.taken.length] ?? 0) % count;
    this.taken.push(value);
    return value;
  }

  /** One of these, the first of which is the plainest. */
  oneOf<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.pick(values.length)] ?? values[0];
  }

  /** True once in `times`. */
  happens(times: number): boolean {
    return this.pick(times) === times - 1;
  }

  /** mulberry32 */
  #roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
