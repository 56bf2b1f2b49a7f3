export type FaultyCall = "create" | "retrieve" | "buy" | "refund" | "label";

/** How calls go wrong; `times` is how many of them (1 if it is left out). */
export type Fault = { call: FaultyCall; times?: number } & (
  | {
      /** An error without any effect: 422, 429, 5xx. */
      kind: "error";
      status: number;
      code: string;
      message?: string;
    }
  /** It happens, and the answer is JSON without what it should have. */
  | { kind: "garbage" }
  /** The gateway answers in HTML, as load balancers do. */
  | { kind: "gateway" }
  /** Nothing happens, and no answer comes. */
  | { kind: "hang" }
  /** It happens, and the connection is closed without an answer. */
  | { kind: "lost_answer" }
  /** The answer comes after so many ms. */
  | { kind: "slow"; ms: number }
  /** A created shipment has no rates; `messages` say what each carrier said. */
  | { kind: "no_rates"; message: string }
);

/** The faults that are injected and not used up yet. */
export class Faults {
  readonly #open: { fault: Fault; left: number }[] = [];

  inject(fault: Fault): void {
    this.#open.push({ fault, left: fault.times ?? 1 });
  }

  /** The next fault of this call, which is used up; null: none. */
  take(call: FaultyCall): Fault | null {
    const found = this.#open.find(({ fault, left }) => fault.call === call && left > 0);
    if (found === undefined) return null;
    found.left -= 1;
    return found.fault;
  }
}
