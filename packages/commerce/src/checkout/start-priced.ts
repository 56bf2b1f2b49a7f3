import type { CheckoutStart } from "@dualtrack/db";
import { minutesOf, reservationMs } from "../checkouts/reserve-until.ts";
import { startTogether } from "../checkouts/start-together.ts";
import { chosenTerms } from "../currencies/customer-terms.ts";
import type { Shop } from "../shop.ts";
import type { Switches } from "../switches/switches-of.ts";
import { tooManyHolds, unitsShareTaken } from "./assert-fair-reservation.ts";
import { newCheckout } from "./new-checkout.ts";
import { outOfStock, titled } from "./out-of-stock.ts";
import type { ViewedCheckout } from "./queries.ts";
import { priceWanted } from "./reserve-goods.ts";

interface ReadCart {
  ownerHash: string;
  network: string | null;
  /** Read without a lock. */
  start: CheckoutStart;
  switches: Switches;
}

/**
 * Begins the checkout of a cart that was read without a lock, in one statement that finds out whether it is still so: nothing is locked
 * while prices are computed, and buyers of the same goods share that statement. Answers null, having done nothing, if it can't be begun
 * so: the cart is empty, has another checkout or a drop whose turn it is not, books time, or has discounts, whose uses and rooms are taken step by step.
 *
 * The refusals are those of `reserveGoods`, and SHOP_BUSY.
 */
export async function startPriced(
  shop: Shop,
  { ownerHash, network, start, switches }: ReadCart,
): Promise<ViewedCheckout | null> {
  const { cart, lines: goods, hasLiveCheckout, ...settings } = start;
  const { reservations: reservesStock, discounts: hasDiscounts } = switches;
  const { reservationMinutes: shopMinutes, settingsVersion, ...currencies } = settings;
  if (cart === null || goods.length === 0 || hasLiveCheckout) return null;
  if (goods.some(({ variant }) => variant.product.kind === "service")) return null;
  const terms = chosenTerms(currencies, null);
  const { currency } = terms;
  if (currency !== currencies.cartCurrency) return null;
  const now = shop.clock.now();
  const { priced, captureMethod } = await priceWanted(shop, {
    ...{ tx: shop.db, now, settingsVersion, goods, terms, codes: cart.discountCodes, hasDiscounts },
    maxUnits: shop.settings.limits.unitsPerCheckout,
  });
  const { price } = priced;
  if (price.discounts.length > 0) return null;
  const reservationMinutes = minutesOf(goods, shopMinutes);
  const expiresAt = new Date(now.getTime() + reservationMs({ reservationMinutes }));
  const started = await startTogether(shop, {
    ...{
      cart,
      ownerHash,
      network,
      terms,
      reservationMinutes,
      reservesStock,
      captureMethod,
      expiresAt,
      price,
    },
  });
  const { lines } = price;
  switch (started.outcome) {
    case "changed":
      return null;
    case "too_many":
      throw tooManyHolds({ firstEndsAt: started.details.firstEndsAt, now });
    case "short":
      throw await outOfStock(shop.db, {
        ...{ lines, ownerHash, now },
        shortageOf: ({ variantId }) => started.details.find((each) => each.variantId === variantId),
      });
    case "share":
      throw unitsShareTaken(shop, { held: started.details, lines: lines.map(titled) }, now);
    case "started": {
      const quote = { ...price, number: 1 };
      const { id } = started;
      const begun = { id, currency, captureMethod, expiresAt, extensions: 0, reservesStock };
      return newCheckout({ ...begun, quote, lines });
    }
  }
}
