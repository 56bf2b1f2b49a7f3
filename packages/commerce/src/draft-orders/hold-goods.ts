import { isShipped } from "@dualtrack/contract";
import { readCheckoutStart } from "@dualtrack/db";
import { reserveGoods } from "../checkout/reserve-goods.ts";
import { hashCartToken, newCartToken } from "../checkouts/cart-token.ts";
import { earlier } from "../checkouts/reserve-until.ts";
import { termsOf } from "../currencies/currency-terms.ts";
import { ownDiscountOf } from "../discounts/own-discount.ts";
import { DomainError } from "../domain-error.ts";
import { addressOf, billingOf } from "../orders/customer-details.ts";
import type { StaffUnit } from "../unit-of-work.ts";
import type { StoredDraftOrder } from "./draft-order-rows.ts";
import { firstStart } from "./first-start.ts";

interface HoldGoods {
  draft: StoredDraftOrder;
  until: Date;
  /** The checkout that the caller has released for this one; left out: nothing was reserved. */
  replacedCheckoutId?: string | null;
}

/**
 * Reserves a draft order's goods, all or none, by a checkout that begins with everything which staff have written. Answers
 * the checkout's id, which the caller stores. The reservation is promised by staff: nothing but staff ends it sooner, and it counts against no network's share.
 * Time
 * that is booked ends it when it begins. The caller holds the draft order's lock.
 *
 * DRAFT_ORDER_INCOMPLETE, CURRENCY_NOT_OFFERED, and what `reserveGoods` throws.
 */
export async function holdGoods(
  unit: StaffUnit,
  { draft, until: wanted, replacedCheckoutId = null }: HoldGoods,
): Promise<string> {
  const { tx, now } = unit;
  if (draft.lines.length === 0) throw new DomainError("DRAFT_ORDER_INCOMPLETE", { missing: "lines" });
  // No browser has its secret: the link is what proves who may pay.
  const ownerHash = hashCartToken(newCartToken());
  const { reservationMinutes, ...currencies } = await readCheckoutStart(tx, { tokenHash: ownerHash });
  const terms = termsOf(currencies, draft.currency);
  if (terms === null) throw new DomainError("CURRENCY_NOT_OFFERED", { currency: draft.currency });
  const begins = firstStart(draft.lines);
  // One that has begun is refused like any other time that can't be had.
  const until = begins !== null && begins > now ? earlier(wanted, begins) : wanted;
  const shippingAddress = addressOf(draft.shippingAddress);
  const billing = billingOf(draft);
  // What is not shipped is taxed where its buyer is.
  const isWithoutGoods = draft.lines.every(({ variant }) => !isShipped(variant.product.kind));
  const { email, name, phone, companyName, vatId } = draft;
  const { id } = await reserveGoods(unit, {
    ...{ goods: draft.lines, cartId: null, ownerHash, network: null, maxUnits: null },
    ...{ terms, reservationMinutes, expiresAt: until, codes: draft.discountCodes },
    // What staff promise is reserved and has its discounts, whatever is switched off.
    reservesStock: true,
    hasDiscounts: true,
    byStaff: { replacedCheckoutId },
    ownDiscount: ownDiscountOf(draft),
    destination: shippingAddress ?? (isWithoutGoods ? (billing?.address ?? null) : null),
    methodId: draft.shippingMethodId,
    entered: {
      ...{ email, name, phone, companyName, vatId, promisedUntil: until },
      ...(shippingAddress === null ? {} : { shippingAddress }),
      ...(billing === null ? {} : { billingName: billing.name, billingAddress: billing.address }),
    },
  });
  return id;
}
