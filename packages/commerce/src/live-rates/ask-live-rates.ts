import { randomUUID } from "node:crypto";
import { type LiveRateProblem, writeCoded } from "@dualtrack/contract";
import { exchangeRatesOf, insertLiveRateAnswer, mayAskCarriers } from "@dualtrack/db";
import { CarrierError } from "../carrier/carrier-error.ts";
import { networkOf } from "../limits/network-of.ts";
import { secondsToWait } from "../limits/seconds-to-wait.ts";
import type { LiveRate } from "../shipping/live-answer.ts";
import type { Shop } from "../shop.ts";
import { combineRates } from "./combine-rates.ts";
import type { RateRequest } from "./rate-request.ts";

const minuteMs = 60_000;
/** How long a customer waits for carriers. */
const customerTimeout = { timeoutMs: 3_000 };
/** How long an answer holds for checkouts that do not have it yet. */
const validMs = 30 * minuteMs;
/** The same of a failure. */
const failureValidMs = minuteMs;
/** After so many failures in a row nobody asks for `restMs`, so that a service that hangs costs few customers time. */
const failuresToRest = 3;
const restMs = minuteMs;
/** How many calls one process has under way, at most. */
const maxCalls = 16;

interface Outcome {
  rates: Omit<LiveRate, "perBase">[];
  problem: { code: LiveRateProblem; said: string | null } | null;
  /** What it says of the carrier service; `not_asked`: nothing. */
  service: "answered" | "failed" | "not_asked";
}

interface Calls {
  count: number;
  /** By the key of their request. */
  answers: Map<string, Promise<string>>;
}

/** What each process has under way, by its database. */
const underWay = new WeakMap<Shop["db"], Calls>();

/**
 * Asks carriers what they want for all parcels, outside of any transaction, and stores their answer, also one that failed, or was not
 * asked for. Answers its id. Two that ask the same at a time share one call.
 */
export function askLiveRates(
  shop: Shop,
  request: RateRequest,
  { clientIp }: { clientIp: string | null },
): Promise<string> {
  const calls = underWay.get(shop.db) ?? { count: 0, answers: new Map<string, Promise<string>>() };
  underWay.set(shop.db, calls);
  const known = calls.answers.get(request.key);
  if (known !== undefined) return known;
  const answer = ask(shop, request, { clientIp, calls }).finally(() => calls.answers.delete(request.key));
  calls.answers.set(request.key, answer);
  return answer;
}

async function ask(
  shop: Shop,
  request: RateRequest,
  { clientIp, calls }: { clientIp: string | null; calls: Calls },
): Promise<string> {
  const without = (code: LiveRateProblem) =>
    store(shop, request, { rates: [], problem: { code, said: null }, service: "not_asked" });
  if (calls.count >= maxCalls) return without("busy");
  calls.count += request.parcels.length;
  try {
    // Somebody else's question may have been answered since this one was found to be missing.
    const answered = await shop.db.liveRateAnswer.findFirst({
      where: { key: request.key, validUntil: { gt: shop.clock.now() } },
      orderBy: { askedAt: "desc" },
      select: { id: true },
    });
    if (answered !== null) return answered.id;
    const refusal = await whyNotAsk(shop, clientIp);
    if (refusal !== null) return await without(refusal);
    return await store(shop, request, await callCarriers(shop, request));
  } finally {
    calls.count -= request.parcels.length;
  }
}

async function whyNotAsk(shop: Shop, clientIp: string | null): Promise<"resting" | "limited" | null> {
  const { perMinute, carrierRatesOfAll } = shop.settings.limits;
  const isOver = async (whose: string, most: number) =>
    (await secondsToWait(shop, { key: `carrierRates:${whose}`, most, windowMs: minuteMs })) !== null;
  if (clientIp !== null && (await isOver(networkOf(clientIp), perMinute.carrierRates))) return "limited";
  // The carrier service has a limit for the shop, whoever asks.
  if (await isOver("all", carrierRatesOfAll)) return "limited";
  const now = shop.clock.now();
  const mayAsk = await mayAskCarriers(shop.db, { most: failuresToRest, now, restUntil: after(now, restMs) });
  return mayAsk ? null : "resting";
}

async function callCarriers({ carrier, log }: Shop, { parcels }: RateRequest): Promise<Outcome> {
  if (carrier === null)
    return { rates: [], problem: { code: "no_answer", said: null }, service: "not_asked" };
  try {
    const registered = await Promise.all(
      parcels.map((parcel) => carrier.register({ ...parcel, reference: randomUUID() }, customerTimeout)),
    );
    return { rates: combineRates(registered), problem: null, service: "answered" };
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    const { problem: code, said } = error;
    log.warn({ problem: code, said }, "carriers' rates are not known");
    // It refuses this address or parcel, and takes others.
    const service = code === "refused" ? "answered" : "failed";
    return { rates: [], problem: { code, said }, service };
  }
}

async function store(
  shop: Shop,
  request: RateRequest,
  { rates, problem, service }: Outcome,
): Promise<string> {
  const { baseCurrency, key } = request;
  const now = shop.clock.now();
  const currencies = [...new Set(rates.map(({ currency }) => currency))];
  const perBase =
    currencies.length === 0 ? null : await exchangeRatesOf(shop.db, { currencies, baseCurrency });
  const valid = { answered: validMs, failed: failureValidMs, not_asked: 0 }[service];
  return insertLiveRateAnswer(shop.db, {
    key,
    rates: rates.map((rate) => ({ ...rate, perBase: perBase?.get(rate.currency) ?? null })),
    problem: problem === null ? null : writeCoded(problem, 500),
    askedAt: now,
    validUntil: after(now, valid),
    service,
    most: failuresToRest,
    restUntil: after(now, restMs),
  });
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
