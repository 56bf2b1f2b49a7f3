import type { SandboxFault } from "./sandbox-fault.ts";

/** A fault as the sandbox lists it: how many requests or events it matched, and to how many it was applied. */
export interface ListedFault {
  kind: SandboxFault["kind"];
  action: SandboxFault["action"];
  seen: number;
  struck: number;
}

/** A client of the sandbox's `/_sandbox`: faults, the customer, the bank, the clock. A refusal rejects with the sandbox's message. */
export interface SandboxControl {
  fault(fault: SandboxFault): Promise<void>;
  faults(): Promise<ListedFault[]>;
  noFaults(): Promise<void>;
  /** Whether Stripe's limits hold, 25 requests a second in all; the buckets are full again. */
  rateLimits(on: boolean): Promise<void>;
  /** The seed of the chance by which faults with a `rate` are applied. */
  seed(seed: number): Promise<void>;
  /** Delivers all webhooks that are delayed or wait for their next attempt. */
  flushDeliveries(): Promise<void>;
  /** Moves the clock forward; what falls due on the way happens. */
  advance(ms: number): Promise<void>;
  /** Memory and database in bytes. */
  state(): Promise<{ memory_bytes: number; heap_bytes: number; database_bytes: number }>;
  /**
   * The customer pays on the page of a Checkout Session, and the page's answer is the session. A decline rejects.
   * `form`: what they enter beside the payment method; a debit needs a name.
   */
  payOnPage(sessionId: Id, paymentMethod: string, form?: Record<string, unknown>): Promise<PaidSession>;
  /** Passes or refuses the 3-D Secure challenge of an intent. */
  challenge(paymentIntentId: Id, outcome: "complete" | "refuse"): Promise<void>;
  /** The bank ends a pending direct debit. */
  decideDebit(paymentIntentId: Id, outcome: "succeed" | "fail"): Promise<void>;
  /** The bank decides about a refund. */
  decideRefund(refundId: Id, decision: RefundDecision): Promise<void>;
  /** The shop's own bank sends a payout back. */
  failPayout(payoutId: Id, reason?: string): Promise<void>;
  /** The customer disputes a charge: all that is left of it, as fraud, if nothing else is said. */
  dispute(chargeId: Id, dispute?: NewDispute): Promise<{ id: string; amount: number }>;
  decideDispute(disputeId: Id, outcome: "win" | "lose" | "escalate"): Promise<void>;
  /** The bank warns of fraud before anybody disputes. */
  warnOfFraud(chargeId: Id, fraudType?: string): Promise<{ id: string }>;
  /** Staff put a payment under review in Stripe's Dashboard. */
  review(chargeId: Id): Promise<{ id: string }>;
}

/** A session as its page leaves it. */
export interface PaidSession {
  id: string;
  status: string;
  payment_status: string;
  payment_intent: string;
  success_url: string;
}

/** May come from a column that can be empty: the sandbox refuses an id that it does not have. */
type Id = string | null | undefined;

export interface RefundDecision {
  outcome: "succeed" | "fail" | "cancel";
  /** Stripe's `failure_reason`. */
  reason?: string;
}

export interface NewDispute {
  reason?: string;
  /** In minor units. */
  amount?: number;
  inquiry?: boolean;
}

export function controlSandbox(url: string): SandboxControl {
  const call = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${url}/_sandbox${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The sandbox answered ${method} ${path} with ${response.status}: ${text}`);
    return JSON.parse(text) as Answer;
  };
  const post = <Answer>(path: string, body?: object) => call<Answer>("POST", path, body);
  return {
    fault: async (fault) => void (await post("/faults", fault)),
    faults: async () => (await call<{ faults: ListedFault[] }>("GET", "/faults")).faults,
    noFaults: async () => void (await call("DELETE", "/faults")),
    rateLimits: async (on) => void (await post("/rate_limits", { on })),
    seed: async (seed) => void (await post("/seed", { seed })),
    flushDeliveries: async () => void (await post("/deliveries/flush")),
    advance: async (advanceMs) => void (await post("/clock", { advanceMs })),
    state: () => call("GET", "/state"),
    payOnPage: async (id, payment_method, form = {}) =>
      (await post<{ session: PaidSession }>(`/checkout/${id}/pay`, { payment_method, ...form })).session,
    challenge: async (id, outcome) => void (await post(`/3ds/${id}`, { outcome })),
    decideDebit: async (id, outcome) => void (await post(`/payment_intents/${id}/bank`, { outcome })),
    decideRefund: async (id, decision) => void (await post(`/refunds/${id}`, decision)),
    failPayout: async (id, reason) => void (await post(`/payouts/${id}`, { outcome: "fail", reason })),
    dispute: (id, dispute = {}) => post(`/charges/${id}/dispute`, dispute),
    decideDispute: async (id, outcome) => void (await post(`/disputes/${id}`, { outcome })),
    warnOfFraud: (id, fraudType) =>
      post(`/charges/${id}/early_fraud_warning`, fraudType === undefined ? {} : { fraud_type: fraudType }),
    review: (id) => post(`/charges/${id}/review`),
  };
}
