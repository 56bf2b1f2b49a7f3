import type { Shop } from "../shop.ts";
import { askLiveRates } from "./ask-live-rates.ts";
import type { RateRequest } from "./rate-request.ts";

/** Instead of a price: carriers must be asked first. */
export class MissingRates {
  readonly request: RateRequest;

  constructor(request: RateRequest) {
    this.request = request;
  }
}

/**
 * Prices a checkout; if carriers' prices are missing for it, asks them between two transactions and prices it once more. `price` gets
 * the answer that it is to use, and then goes on with what is known, so that no checkout waits for carriers twice.
 */
export async function withLiveRates<Result>(
  shop: Shop,
  { clientIp }: { clientIp: string | null },
  price: (answerId: string | null) => Promise<Result | MissingRates>,
): Promise<Result> {
  const first = await price(null);
  if (!(first instanceof MissingRates)) return first;
  const second = await price(await askLiveRates(shop, first.request, { clientIp }));
  if (second instanceof MissingRates) throw new Error("A price asks carriers for a second time");
  return second;
}
