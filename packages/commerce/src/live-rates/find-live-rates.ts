import { type CurrencyTerms, readLiveRateProblem } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import { z } from "zod";
import { readParcels } from "../shipping/get-parcels.ts";
import { type LiveAnswer, type LiveRate, notAsked } from "../shipping/live-answer.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import { type RatedUnit, type RateRequest, rateRequest } from "./rate-request.ts";

/** The goods of a checkout for which carriers may be asked. */
export interface LiveRatesWanted {
  /** Whether the shop can call the carrier service. */
  isConnected: boolean;
  units: readonly RatedUnit[];
  /** The answer that the checkout has already: it holds for the same parcels, even when others would be asked anew. */
  answerId: string | null;
}

interface RatedCheckout extends LiveRatesWanted {
  destination: Destination;
  terms: CurrencyTerms;
  at: Date;
}

interface FoundLiveRates {
  answer: LiveAnswer;
  /** What carriers must be asked first; null: the answer is all that there is. */
  missing: RateRequest | null;
}

/** What is known of carriers' prices for these goods, by an answer that is stored. Asks nobody. */
export async function findLiveRates(tx: Tx, checkout: RatedCheckout): Promise<FoundLiveRates> {
  const { isConnected, units, answerId, destination, terms, at } = checkout;
  const without = (reason: LiveAnswer["reason"]) => ({ answer: { ...notAsked, reason }, missing: null });
  if (!isConnected) return without("not_connected");
  const { sender, boxes } = await readParcels(tx);
  if (sender === null) return without("no_sender");
  const request = rateRequest({ sender, boxes, destination, units, terms });
  if (typeof request === "string") return without(request);
  const rows = await tx.liveRateAnswer.findMany({
    where: {
      key: request.key,
      OR: [{ validUntil: { gt: at } }, ...(answerId === null ? [] : [{ id: answerId }])],
    },
    orderBy: { askedAt: "desc" },
  });
  const row = rows.find(({ id }) => id === answerId) ?? rows[0];
  if (row === undefined) return { answer: notAsked, missing: request };
  const problem = row.problem === null ? null : (readLiveRateProblem(row.problem).code ?? "fault");
  return { answer: { id: row.id, reason: problem, rates: readRates(row.rates) }, missing: null };
}

const ratesSchema = z.array(
  z.object({
    carrier: z.string(),
    service: z.string(),
    amount: z.number(),
    currency: z.string(),
    days: z.number().nullable(),
    perBase: z.string().nullable(),
    ids: z.array(z.string()),
  }),
);

function readRates(stored: Prisma.JsonValue): LiveRate[] {
  return ratesSchema.parse(stored);
}
