import { CarrierError } from "../carrier/carrier-error.ts";
import type { CallOptions, CarrierShipment } from "../carrier-api.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { carrierOf, jobTimeout } from "./carrier-of.ts";
import { changeLabel, findLabel, type StoredLabel } from "./label-rows.ts";
import { recordPurchase } from "./record-purchase.ts";

/** A label that could not be had by then is not bought any more, in ms: staff have shipped in another way. */
const giveUpAfterMs = 60 * 60_000;

/** The job that finds out about a purchase whose process has died, or that had no answer. The queue runs it until it knows. */
export async function finishLabel(shop: Shop, { labelId }: { labelId: string }): Promise<void> {
  await settleLabelPurchase(shop, { labelId, isWaitedFor: false, ...jobTimeout });
  const label = await findLabel(shop.db, labelId);
  if (label?.state === "buying") throw new Error(`It is not known yet whether label ${labelId} was bought`);
}

interface Settle extends CallOptions {
  labelId: string;
  /** A person waits, and has just asked for it. */
  isWaitedFor: boolean;
}

/**
 * Buys the label of a stored purchase, or finds out that it was bought, and records the outcome. Without an answer it stays `buying`.
 * May run at any time, any number of times, and several times at once.
 */
export async function settleLabelPurchase(
  shop: Shop,
  { labelId, isWaitedFor, timeoutMs }: Settle,
): Promise<void> {
  const label = await findLabel(shop.db, labelId);
  if (label?.state !== "buying" || label.rate === null || label.requestedAt === null) return;
  const carrier = carrierOf(shop);
  const wanted = { shipmentId: label.carrierShipmentId, rateId: label.rate.id };
  const isTooLate = shop.clock.now().getTime() - label.requestedAt.getTime() > giveUpAfterMs;
  try {
    const found = isWaitedFor ? null : await carrier.find(wanted.shipmentId, { timeoutMs });
    if (found?.label) return await recordPurchase(shop, label.id, found.label);
    if (isTooLate)
      return await recordFailure(shop, label, { error: new CarrierError("gave_up", null), isWaitedFor });
    const bought = await buyOrFind(shop, wanted, { timeoutMs });
    if (bought.label) await recordPurchase(shop, label.id, bought.label);
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    if (error.isRefusal) await recordFailure(shop, label, { error, isWaitedFor });
    else await recordNoAnswer(shop, label, error);
  }
}

/** A refused purchase may be one that an earlier attempt has made: only what the service has stored tells. */
async function buyOrFind(
  shop: Shop,
  wanted: { shipmentId: string; rateId: string },
  options: CallOptions,
): Promise<CarrierShipment> {
  const carrier = carrierOf(shop);
  try {
    return await carrier.buy(wanted, options);
  } catch (error) {
    if (!(error instanceof CarrierError) || !(error.isRefusal || error.problem === "undecided")) throw error;
    const found = await carrier.find(wanted.shipmentId, options);
    if (found.label === null) throw error;
    return found;
  }
}

/** Nothing was bought. Whoever waited for it reads it at once; else it waits on Home. */
async function recordFailure(
  shop: Shop,
  { id }: StoredLabel,
  { error, isWaitedFor }: { error: CarrierError; isWaitedFor: boolean },
): Promise<void> {
  await transact(shop, "staff", async ({ tx, now }) => {
    const label = await findLabel(tx, id);
    if (label?.state !== "buying") return;
    const problem = isWaitedFor ? {} : { problem: "not_bought" as const, problemAt: now };
    await changeLabel(tx, label, { state: "failed", lastError: error.text, ...problem });
  });
}

async function recordNoAnswer(shop: Shop, { id }: StoredLabel, error: CarrierError): Promise<void> {
  shop.log.warn({ labelId: id, problem: error.text }, "it is not known yet whether a label was bought");
  await transact(shop, "staff", async ({ tx }) => {
    const label = await findLabel(tx, id);
    if (label?.state === "buying") await changeLabel(tx, label, { lastError: error.text });
  });
}
