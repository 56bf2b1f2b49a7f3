import { randomUUID } from "node:crypto";
import type { TableRateReason } from "@dualtrack/contract";
import { CarrierError } from "../carrier/carrier-error.ts";
import type { CarrierRate } from "../carrier-api.ts";
import { getBaseCurrency } from "../currencies/base-currency.ts";
import { baseTerms } from "../currencies/currency-terms.ts";
import { readParcels } from "../shipping/get-parcels.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import type { Shop } from "../shop.ts";
import { rateRequest } from "./rate-request.ts";

/** How long staff wait for carriers, in ms. */
const timeoutMs = 20_000;

/** The value that is declared of the example, in minor units of the base currency. */
const exampleAmount = 2_000;

interface TriedRates {
  /** The cheapest of a currency first. */
  rates: Omit<CarrierRate, "id">[];
  /** What carriers said that ask nothing. */
  messages: string[];
  /** Why nobody could be asked, or has answered; null: carriers have. */
  reason: TableRateReason | null;
  said: string | null;
}

/** What carriers ask for goods of this weight to a place, so that staff can choose a service. Nothing is stored. */
export async function tryLiveRates(
  shop: Shop,
  { destination, weightGrams }: { destination: Destination; weightGrams: number },
): Promise<TriedRates> {
  const without = (reason: TableRateReason, said: string | null = null): TriedRates => ({
    ...{ rates: [], messages: [], reason, said },
  });
  const { sender, boxes } = await readParcels(shop.db);
  if (shop.carrier === null) return without("not_connected");
  if (sender === null) return without("no_sender");
  const terms = baseTerms({ baseCurrency: await getBaseCurrency(shop.db) });
  const units = [{ weightGrams, sidesMm: null, unitAmount: exampleAmount }];
  const request = rateRequest({ sender, boxes, destination, units, terms });
  if (typeof request === "string") return without(request);
  const [parcel] = request.parcels;
  if (parcel === undefined) return without("weight_unknown");
  try {
    const { rates, messages } = await shop.carrier.register(
      { ...parcel, reference: randomUUID() },
      { timeoutMs },
    );
    return { rates: rates.map(({ id: _, ...rate }) => rate), messages, reason: null, said: null };
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    return without(error.problem, error.said);
  }
}
