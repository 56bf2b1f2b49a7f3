import type { SandboxContext } from "../context/sandbox-context.ts";
import type { Row } from "../store/store.ts";
import { API_VERSION, type StripeEvent, type WebhookEndpoint } from "../stripe/stripe-types.ts";
import { retryAfterMs } from "./backoff.ts";
import { createPoster } from "./post.ts";
import { signingSecrets } from "./secrets.ts";
import { corruptSignature, signatureHeader } from "./sign.ts";

const TIMEOUT_MS = 10_000;
/** To one endpoint, so that one that is slow keeps no other waiting. */
const MAX_AT_ONCE = 32;

interface Due {
  id: string;
  event: string;
  endpoint: string;
  attempts: number;
  seq: number;
  corrupt: boolean;
}

interface Outcome {
  status: number | null;
  error: string | null;
  response: string | null;
  signature: string;
  durationMs: number;
}

export type Deliverer = ReturnType<typeof createDeliverer>;

/**
 * Sends what is due, many at a time and in no promised order, as Stripe does. What is to be sent lives in `deliveries`;
 * only what is on its way right now is in memory, so a killed sandbox goes on where it was (and may send one twice).
 */
export function createDeliverer(context: SandboxContext, onChange: () => void) {
  const { store, clock, live } = context;
  const onTheWay = new Map<string, { endpoint: string; sent: Promise<void> }>();
  const stopping = new AbortController();
  let forgetting = new AbortController();
  const poster = createPoster();

  const sentTo = (endpoint: string) =>
    [...onTheWay.values()].filter((sending) => sending.endpoint === endpoint).length;

  const countEndpoints = () =>
    Number(
      store.row("select count(*) as n from objects where type = 'webhook_endpoint' and deleted = 0")?.n ?? 0,
    );

  /** What waits to be sent, the next first, but for the endpoints that have as many on their way as they get. */
  function waiting(limit: number): Row[] {
    const full = [...new Set([...onTheWay.values()].map(({ endpoint }) => endpoint))].filter(
      (endpoint) => sentTo(endpoint) >= MAX_AT_ONCE,
    );
    // Else a single endpoint's whole queue would be walked through in search of others.
    if (full.length > 0 && full.length >= countEndpoints()) return [];
    return store.rows(
      `select * from deliveries where state = 'pending' and id not in (select value from json_each(?))
       and endpoint not in (select value from json_each(?)) order by due, seq limit ?`,
      JSON.stringify([...onTheWay.keys()]),
      JSON.stringify(full),
      limit,
    );
  }

  /** Starts every delivery that is due, as far as there is room. */
  function deliverDue(): void {
    let started = !stopping.signal.aborted;
    while (started) {
      started = false;
      for (const row of waiting(MAX_AT_ONCE)) {
        if (Number(row.due) > clock.now()) return;
        if (sentTo(String(row.endpoint)) >= MAX_AT_ONCE) continue;
        started = true;
        start({
          id: String(row.id),
          event: String(row.event),
          endpoint: String(row.endpoint),
          attempts: Number(row.attempts),
          seq: Number(row.seq),
          corrupt: Number(row.corrupt) === 1,
        });
      }
    }
  }

  function start(due: Due): void {
    const sent = attempt(due).finally(() => {
      onTheWay.delete(due.id);
      if (!stopping.signal.aborted) onChange();
    });
    onTheWay.set(due.id, { endpoint: due.endpoint, sent });
  }

  const idle = async () => {
    while (onTheWay.size > 0) await Promise.allSettled([...onTheWay.values()].map(({ sent }) => sent));
  };

  async function attempt(due: Due): Promise<void> {
    await store.saved();
    const endpoint = store.find("webhook_endpoint", due.endpoint);
    const event = store.find("event", due.event);
    if (!endpoint || !event || endpoint.status !== "enabled") {
      // "If your endpoint has been disabled or deleted, we won't retry." https://docs.stripe.com/webhooks#behaviors
      store.run("update deliveries set state = 'failed' where id = ?", due.id);
      live.publish({ type: "delivery", id: due.id, event: due.event });
      return;
    }
    const { signal } = forgetting;
    const outcome = await send(endpoint, event, due);
    if (!stopping.signal.aborted && !signal.aborted) await record(due, outcome);
  }

  async function send(endpoint: WebhookEndpoint, event: StripeEvent, due: Due): Promise<Outcome> {
    const body = webhookBody(event, endpoint.api_version);
    // Receivers compare with their own wall clock, so the signature is never on the sandbox's time.
    const validSignature = signatureHeader(
      signingSecrets(context, endpoint.id),
      body,
      Math.floor(Date.now() / 1000),
    );
    const signature = due.corrupt && due.attempts === 0 ? corruptSignature(validSignature) : validSignature;
    const started = performance.now();
    const done = (part: Pick<Outcome, "status" | "error" | "response">): Outcome => ({
      ...part,
      signature,
      durationMs: Math.round(performance.now() - started),
    });
    try {
      const { status, response } = await poster.post(
        endpoint.url,
        body,
        webhookHeaders(signature),
        AbortSignal.any([stopping.signal, forgetting.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      );
      return done({ status, error: null, response });
    } catch (error) {
      return done({ status: null, error: reasonOf(error), response: null });
    }
  }

  async function record(due: Due, outcome: Outcome): Promise<void> {
    store.transaction(() => write(due, outcome), { jointly: true });
    await store.saved();
    live.publish({ type: "delivery", id: due.id, event: due.event });
  }

  function write(due: Due, outcome: Outcome): void {
    const ok = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
    const wait = retryAfterMs[due.attempts];
    const state = ok ? "delivered" : wait === undefined ? "failed" : "pending";
    store.run(
      `insert into delivery_log (delivery, seq, at, status, error, duration_ms, signature, response)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      due.id,
      due.attempts + 1,
      clock.now(),
      outcome.status,
      outcome.error,
      outcome.durationMs,
      outcome.signature,
      outcome.response,
    );
    store.run(
      "update deliveries set state = ?, attempts = attempts + 1, due = ?, held = 0 where id = ?",
      state,
      clock.now() + (wait ?? 0),
      due.id,
    );
    // Whoever waited to be overtaken has been.
    store.run(
      "update deliveries set due = ?, held = 0 where endpoint = ? and state = 'pending' and held = 1 and seq < ?",
      clock.now(),
      due.endpoint,
      due.seq,
    );
  }

  return {
    deliverDue,
    /** When the next delivery can start, in the sandbox's time; null when there is none, or no room (then `onChange` comes). */
    nextDue(): number | null {
      const [next] = waiting(1);
      return next ? Number(next.due) : null;
    },
    /** Waits until nothing is on its way. */
    idle,
    isBusy: () => onTheWay.size > 0,
    async stop(): Promise<void> {
      stopping.abort(new Error("the sandbox is stopping"));
      await idle();
      poster.close();
    },
    /** Aborts the deliveries that are on their way. */
    async forget(): Promise<void> {
      const sending = [...onTheWay.values()].map(({ sent }) => sent);
      forgetting.abort(new Error("the sandbox was reset"));
      forgetting = new AbortController();
      await Promise.allSettled(sending);
    },
  };
}

/** The exact bytes of a webhook: the event as the endpoint's API version has it. */
export function webhookBody(event: StripeEvent, version: string | null): string {
  return JSON.stringify({ ...event, api_version: version ?? API_VERSION }, null, 2);
}

export function webhookHeaders(signature: string): Record<string, string> {
  return {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-cache",
    "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    "stripe-signature": signature,
    accept: "*/*; q=0.5, application/json",
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} s`;
  return error.message || String((error as NodeJS.ErrnoException).code);
}
