import Stripe from "stripe";
import { createMeasures, type Measures } from "../measures.ts";
import { type Clock, type StripeTurns, systemClock } from "../shop.ts";
import type { StripeCallLog } from "../stripe-call-log.ts";
import { StripeHttpClient } from "./stripe-http-client.ts";
import { type StripeTimes, stripeTimes } from "./stripe-policies.ts";
import type { StripeStatus } from "./stripe-status.ts";

interface StripeOptions {
  secretKey: string;
  /** Base address of the sandbox; null: Stripe itself. */
  apiBase: string | null;
  status: StripeStatus;
  turns: StripeTurns;
  times?: StripeTimes;
  /** Left out: nobody hears what is measured. */
  measures?: Measures;
  /** Where calls about orders are gathered; left out: they are not kept. */
  calls?: Pick<StripeCallLog, "record"> | null;
  /** The time of calls. */
  clock?: Clock;
  /** What sends each attempt: the SDK's own client of Node when left out. */
  transport?: Stripe.HttpClient;
}

/** Creates the Stripe client. Timeouts, retries and the circuit breaker are in its `StripeHttpClient`. */
export function createStripe({
  secretKey,
  apiBase,
  status,
  turns,
  times = stripeTimes,
  measures = createMeasures(),
  calls = null,
  clock = systemClock,
  transport = Stripe.createNodeHttpClient(),
}: StripeOptions): Stripe {
  const options: Stripe.StripeConfig = {
    httpClient: new StripeHttpClient({ times, status, turns, transport, measures, calls, clock }),
    maxNetworkRetries: 0,
    timeout: times.jobAttempt,
    telemetry: false,
    appInfo: { name: "Dualtrack" },
  };
  return new Stripe(secretKey, { ...options, ...hostOf(apiBase) });
}

/** Where the client sends its requests. */
export function hostOf(apiBase: string | null): Pick<Stripe.StripeConfig, "protocol" | "host" | "port"> {
  if (apiBase === null) return {};
  const { protocol, hostname, port } = new URL(apiBase);
  const isSecure = protocol === "https:";
  return {
    protocol: isSecure ? "https" : "http",
    host: hostname,
    port: port === "" ? (isSecure ? 443 : 80) : Number(port),
  };
}
