/** One request to Stripe about an order's money: what was sent, and what came of it. Never a secret, a card or an address. */
export interface StripeCall {
  id: string;
  /** The checkout and the payment that it is about, as far as request and answer name them. */
  checkoutId: string | null;
  paymentIntentId: string | null;
  /** Stripe's id of what was made, read or changed. Null: a list, or there was no answer. */
  objectId: string | null;
  /** A request without the ids in its path: `POST /v1/payment_intents/:id/cancel`. */
  operation: string;
  /** The same for each attempt of one call. Null: it changes nothing at Stripe. */
  idempotencyKey: string | null;
  /** Stripe's, `req_…`. Null: there was no answer. */
  requestId: string | null;
  startedAt: Date;
  durationMs: number;
  /** `ok`, `refused`, or a code of the contract's `stripeProblemCodes`. */
  outcome: string;
  httpStatus: number | null;
  errorCode: string | null;
  declineCode: string | null;
}

/** More calls than a process makes between two times that they are stored, also while the database is away for minutes. */
const maxKept = 20_000;

/** Gathers a process's calls to Stripe until they are stored. */
export interface StripeCallLog {
  record(call: StripeCall): void;
  /** What was recorded since the last call. */
  take(): StripeCall[];
  /** Takes back what could not be stored. */
  giveBack(calls: readonly StripeCall[]): void;
}

/** Beyond what a process can keep, the oldest calls are forgotten: they explain, and nothing is decided by them. */
export function createStripeCallLog(): StripeCallLog {
  let calls: StripeCall[] = [];
  const keep = (added: readonly StripeCall[]) => {
    calls = [...added, ...calls].slice(-maxKept);
  };
  return {
    record(call) {
      calls.push(call);
      if (calls.length > maxKept) calls.shift();
    },
    take() {
      const taken = calls;
      calls = [];
      return taken;
    },
    giveBack: keep,
  };
}
