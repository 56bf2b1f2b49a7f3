import { writeCoded } from "@dualtrack/contract";
import { type Db, recordServiceFailure } from "@dualtrack/db";
import type { Clock, Log } from "../shop.ts";
import type { WrittenProblem } from "./no-answer.ts";

/** Services in the table `service_status`: whether Stripe answers, whether it accepts the secret key, and whether Stripe Tax answers. */
export const stripeServices = { api: "stripe", key: "stripe_key", tax: "stripe_tax" } as const;

/** What a call is for: Stripe Tax can fail alone, and then nothing else waits for it. */
export type CalledService = "api" | "tax";

/** While Stripe fails, each process stores that again after this time, as a process that reaches Stripe may have cleared it. */
const rewriteMs = 60_000;

/** Receives the results of calls to Stripe, so that all processes and the Home page know whether Stripe works. */
export interface StripeStatus {
  /** One attempt got no answer, a 5xx, or a 429 for the whole account. A retry may follow. */
  attemptFailed(service: CalledService): void;
  /** A call has failed after all retries. */
  callFailed(service: CalledService, problem: WrittenProblem): Promise<void>;
  /** Stripe answered with this HTTP status and did not fail. */
  answered(service: CalledService, status: number): Promise<void>;
}

/**
 * Writes to `service_status` when Stripe starts or stops to fail, not on each call, and outside of the caller's transaction.
 * If writing fails, that is logged, and the call continues.
 */
export function createStripeStatus(parts: { db: Db; clock: Clock; log: Log }): StripeStatus {
  const of = {
    api: new ServiceStatus(stripeServices.api, parts),
    tax: new ServiceStatus(stripeServices.tax, parts),
  };
  const key = new ServiceStatus(stripeServices.key, parts);
  return {
    attemptFailed: (service) => of[service].began(),
    callFailed: (service, problem) => of[service].failed(problem),
    async answered(service, status) {
      // A refusal of Stripe Tax is no tax: whoever asked says whether it works.
      if (service === "api" || status < 400) await of[service].works();
      if (status === 401) await key.failed({ code: "key_refused", said: null });
      else await key.works();
    },
  };
}

class ServiceStatus {
  readonly #service: string;
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #log: Log;
  /** The first failure since it last worked; null: it works. */
  #since: Date | null = null;
  /** The last write of this process; null: none, and what other processes have written is unknown. */
  #written: { state: "failing" | "works"; at: number } | null = null;

  constructor(service: string, { db, clock, log }: { db: Db; clock: Clock; log: Log }) {
    this.#service = service;
    this.#db = db;
    this.#clock = clock;
    this.#log = log;
  }

  began(): void {
    this.#since ??= this.#clock.now();
  }

  async failed(problem: WrittenProblem): Promise<void> {
    this.began();
    const now = this.#clock.now();
    const isWritten = this.#written?.state === "failing" && now.getTime() - this.#written.at < rewriteMs;
    if (isWritten) return;
    this.#written = { state: "failing", at: now.getTime() };
    const since = this.#since ?? now;
    const error = writeCoded(problem, 2_000);
    this.#log.warn({ service: this.#service, since, problem: error }, "a service does not work");
    await this.#write(() => recordServiceFailure(this.#db, { service: this.#service, since, error, now }));
  }

  async works(): Promise<void> {
    this.#since = null;
    if (this.#written?.state === "works") return;
    const now = this.#clock.now();
    this.#written = { state: "works", at: now.getTime() };
    await this.#write(() =>
      this.#db.serviceStatus.updateMany({
        where: { service: this.#service, failingSince: { not: null } },
        data: { failingSince: null, updatedAt: now },
      }),
    );
  }

  async #write(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#written = null; // so that the next call tries again
      this.#log.warn({ err: error, service: this.#service }, "the state of a service could not be stored");
    }
  }
}
