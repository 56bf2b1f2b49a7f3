import { type CurrencyTerms, type DraftOrderFields, isShipped } from "@dualtrack/contract";
import { readCurrencies, type Tx } from "@dualtrack/db";
import { atAnyNotice } from "../bookings/at-any-notice.ts";
import { placesOfLines } from "../bookings/places-of-lines.ts";
import { endOf, goodsFields, offerOf } from "../cart/queries.ts";
import { snapshotOf } from "../checkout/reserve-goods.ts";
import { termsOf } from "../currencies/currency-terms.ts";
import { codesView } from "../discounts/codes-view.ts";
import { ownDiscountOf } from "../discounts/own-discount.ts";
import { DomainError } from "../domain-error.ts";
import { freeUnits } from "../inventory/free-units.ts";
import { lineTitle } from "../line-title.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { estimateGoods } from "../quotes/price-goods.ts";
import { discountsView } from "../quotes/read-discounts.ts";
import { isSameItem } from "../same-item.ts";
import type { Shop } from "../shop.ts";
import { draftOrderColumns } from "./draft-order-columns.ts";
import { reservedByDraft } from "./reserved-by-draft.ts";

interface PriceDraftOrder {
  /** Its own reservation counts as free. Undefined: it is not saved yet. */
  draftOrderId?: string | undefined;
  draft: DraftOrderFields;
}

/**
 * What the order would cost now, line by line, with what is free of each, the ways to deliver it, and the codes that take nothing off.
 * Nothing is reserved. CURRENCY_NOT_OFFERED, VARIANT_NOT_FOUND, COUNTRY_NOT_SERVED.
 */
export async function priceDraftOrder(shop: Shop, { draftOrderId, draft }: PriceDraftOrder) {
  const { db } = shop;
  const now = shop.clock.now();
  const terms = termsOf(await readCurrencies(db, { tokenHash: null }), draft.currency);
  if (terms === null) throw new DomainError("CURRENCY_NOT_OFFERED", { currency: draft.currency });
  const rows = await goodsOf(db, draft.lines);
  const own = await reservedByDraft(db, draftOrderId);
  const places = await placesOf(shop, rows, own);
  const onSale = rows.flatMap((row, position) =>
    offerOf(row, terms, now) === null ? [] : snapshotOf(row, { position, terms, now }),
  );
  const columns = draftOrderColumns(draft);
  const { price, shipping, options, refused, capped } = await estimateGoods(db, {
    ...{ terms, lines: onSale, timeZone: shop.settings.timeZone, at: now },
    destination:
      draft.shippingAddress ??
      (onSale.every(({ kind }) => !isShipped(kind)) ? (draft.billing?.address ?? null) : null),
    methodId: draft.shippingMethodId,
    customerVatId: null,
    discounts: {
      ...{ codes: columns.discountCodes, customer: null, ownCheckoutIds: own.checkoutIds },
      ownDiscount: ownDiscountOf({ id: draftOrderId ?? emptyId, ...columns }),
    },
    taxAnswers: null,
  });
  const money = (amount: number) => ({ amount, currency: terms.currency });
  return {
    lines: rows.map((row) => {
      const free = places.get(row) ?? freeUnits(row.variant) + (own.units.get(row.variantId) ?? 0);
      return lineView(row, { terms, now, free });
    }),
    subtotal: money(price.subtotalAmount),
    discount: money(price.discountAmount),
    discounts: discountsView(price.discounts, terms.currency),
    shipping: money(price.shippingAmount),
    shippingMethodId: shipping?.methodId ?? null,
    shippingOptions: options.map(({ methodId: id, name, amount }) => ({ id, name, price: money(amount) })),
    tax: money(price.taxAmount),
    taxes: taxesView(price, terms.currency),
    total: money(price.totalAmount),
    codes: codesView(columns.discountCodes, { refused, capped, currency: terms.currency }),
  };
}

/** For a discount of what has no id yet. */
const emptyId = "00000000-0000-0000-0000-000000000000";

/** The lines with all that is known of their goods, in their order. VARIANT_NOT_FOUND. */
async function goodsOf(tx: Tx, lines: DraftOrderFields["lines"]) {
  const ids = lines.map(({ variantId }) => variantId);
  const variants = await tx.variant.findMany({
    where: { id: { in: ids } },
    select: { id: true, ...goodsFields.variant.select },
  });
  const byId = new Map(variants.map(({ id, ...variant }) => [id, variant]));
  return lines.map(({ variantId, startsAt, quantity }) => {
    const variant = byId.get(variantId);
    if (variant === undefined) throw new DomainError("VARIANT_NOT_FOUND", {});
    return { variantId, quantity, startsAt: startsAt === null ? null : new Date(startsAt), variant };
  });
}

type Goods = Awaited<ReturnType<typeof goodsOf>>[number];

function lineView(row: Goods, { terms, now, free }: { terms: CurrencyTerms; now: Date; free: number }) {
  const { variantId, startsAt, quantity, variant } = row;
  const offer = offerOf(row, terms, now);
  return {
    ...{ variantId, quantity, startsAt: startsAt?.toISOString() ?? null, sku: variant.sku },
    title: lineTitle(variant.product.title, variant.title),
    kind: variant.product.kind,
    /** Null: it is not on sale. */
    unitPrice: offer,
    /** When a booked time ends; null for everything else. */
    endsAt: endOf(row),
    /** Units or places; null: nothing limits it. */
    free: Number.isFinite(free) ? Math.max(0, free) : null,
  };
}

/** The places that are free for it of each line that is booked time; those that it holds already are, whatever is offered now. */
async function placesOf(
  { db, settings, clock }: Shop,
  rows: readonly Goods[],
  { ownerHash, bookings }: Awaited<ReturnType<typeof reservedByDraft>>,
): Promise<ReadonlyMap<Goods, number>> {
  const booked = rows.filter(({ variant }) => variant.product.kind === "service");
  const places = await placesOfLines(db, {
    own: ownerHash === null ? null : { ownerHash },
    ...{ timeZone: settings.timeZone, now: clock.now(), lines: booked, offer: atAnyNotice },
  });
  return new Map(
    booked.map((row, place) => {
      const held = bookings.find((booking) => isSameItem(booking, row))?.quantity ?? 0;
      return [row, Math.max(places[place] ?? 0, held)];
    }),
  );
}
