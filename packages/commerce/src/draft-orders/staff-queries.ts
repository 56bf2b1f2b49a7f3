import {
  type DraftOrderFilter,
  formatDraftOrderNumber,
  formatOrderNumber,
  type ListDraftOrders,
  readDraftOrderNumber,
} from "@dualtrack/contract";
import { escapeLike, type Prisma, draftOrderFigures as readFigures } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import { paymentLinkPath } from "../checkouts/payment-link.ts";
import { lineTitle } from "../line-title.ts";
import { addressOf, billingOf } from "../orders/customer-details.ts";
import { readCursor, writeCursor } from "../page-cursor.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { discountsView } from "../quotes/read-discounts.ts";
import { readTaxes } from "../quotes/read-taxes.ts";
import type { Shop } from "../shop.ts";
import { listDraftOrderEvents } from "./draft-order-events.ts";
import type { StoredDraftOrder } from "./draft-order-rows.ts";
import { draftOrderState, draftOrdersIn } from "./draft-order-state.ts";
import { linkMailKey, linkOf } from "./queue-link-mail.ts";
import { getStoredDraftOrder } from "./stored-draft-order.ts";

/** Everything that staff see of a draft order. DRAFT_ORDER_NOT_FOUND. */
export async function getDraftOrder(shop: Shop, { draftOrderId }: { draftOrderId: string }) {
  const draft = await getStoredDraftOrder(shop.db, draftOrderId);
  const { checkout, currency } = draft;
  const state = draftOrderState(draft);
  const mail = await shop.db.mail.findFirst({
    where: {
      key: {
        in: (["payment_link", "payment_link_reminder"] as const).map((kind) => linkMailKey(draft, kind)),
      },
    },
    orderBy: { createdAt: "desc" },
    select: { state: true, recipient: true, createdAt: true, sentAt: true },
  });
  return {
    id: draft.id,
    number: formatDraftOrderNumber(draft.number),
    version: draft.version,
    state,
    fields: fieldsOf(draft),
    createdBy: draft.createdBy,
    createdAt: draft.createdAt.toISOString(),
    sentBy: draft.sentBy,
    sentAt: draft.sentAt?.toISOString() ?? null,
    heldUntil: checkout?.expiresAt.toISOString() ?? null,
    /** Null: there is none yet, or it leads to nothing that can be paid. */
    link: state === "waiting" ? shop.settings.publicUrl + paymentLinkPath(shop, linkOf(draft)) : null,
    linkNumber: draft.linkNumber,
    /** The last mail with this link; null: it was not mailed. */
    mail: mail && {
      state: mail.state,
      recipient: mail.recipient,
      sentAt: mail.sentAt?.toISOString() ?? null,
      /** Whether staff have changed the draft order, or prolonged it, since it was written. */
      isOutdated: mail.createdAt < draft.changedAt,
    },
    checkoutId: checkout?.id ?? null,
    /** What the customer has been asked for last; null: it was never sent. */
    total: checkout && { amount: checkout.quote.totalAmount, currency },
    orderNumber: state === "ordered" && checkout?.order ? formatOrderNumber(checkout.order.number) : null,
    ended: checkout?.endedBy == null ? null : { by: checkout.endedBy, reason: checkout.endedReason },
    /** What the customer has ordered; null until then. */
    ordered: state === "ordered" && checkout ? orderedView(checkout, currency) : null,
    events: await listDraftOrderEvents(shop.db, draft),
    changed: await lastChange(shop.db, { subject: formatDraftOrderNumber(draft.number) }),
  };
}

/** What a draft order was when it was ordered. */
function orderedView({ lines, quote }: NonNullable<StoredDraftOrder["checkout"]>, currency: string) {
  const money = (amount: number) => ({ amount, currency });
  return {
    lines: lines.map(({ productTitle, variantTitle, startsAt, quantity, amount }) => ({
      title: lineTitle(productTitle, variantTitle),
      startsAt: startsAt?.toISOString() ?? null,
      ...{ quantity, amount: money(amount) },
    })),
    discounts: discountsView(quote.discounts, currency),
    shipping: money(quote.shippingAmount),
    taxes: taxesView(
      {
        taxBehavior: quote.taxBehavior,
        taxes: [...quote.lines.flatMap(({ taxes }) => readTaxes(taxes)), ...readTaxes(quote.shippingTaxes)],
      },
      currency,
    ),
  };
}

/** What staff have written, as the editor takes it. */
function fieldsOf(draft: StoredDraftOrder) {
  const { currency, lines, shippingAddress, shippingMethodId, discountCodes, holdMinutes } = draft;
  return {
    ...{ currency, shippingMethodId, discountCodes, holdMinutes },
    lines: lines.map(({ variantId, startsAt, quantity }) => ({
      ...{ variantId, quantity, startsAt: startsAt?.toISOString() ?? null },
    })),
    email: draft.email ?? "",
    name: draft.name ?? "",
    phone: draft.phone ?? "",
    companyName: draft.companyName ?? "",
    vatId: draft.vatId ?? "",
    message: draft.message ?? "",
    shippingAddress: addressOf(shippingAddress),
    billing: billingFields(draft),
    ownDiscount: ownDiscountFields(draft),
  };
}

function billingFields(draft: StoredDraftOrder) {
  const billing = billingOf(draft);
  return billing && { ...billing, name: billing.name ?? "" };
}

function ownDiscountFields({
  discountBps: bps,
  discountAmount: amount,
  discountReason: reason,
}: StoredDraftOrder) {
  if (reason === null) return null;
  if (bps !== null) return { kind: "percent" as const, bps, reason };
  return { kind: "amount" as const, amount: amount ?? 0, reason };
}

const listedFields = {
  id: true,
  number: true,
  currency: true,
  email: true,
  name: true,
  companyName: true,
  createdBy: true,
  createdAt: true,
  sentBy: true,
  sentAt: true,
  openedAt: true,
  changedAt: true,
  cancelledAt: true,
  lines: { select: { quantity: true } },
  checkout: {
    select: {
      state: true,
      endedBy: true,
      expiresAt: true,
      quote: { select: { totalAmount: true } },
      order: { select: { number: true, state: true } },
    },
  },
} as const satisfies Prisma.DraftOrderSelect;

const whereOf = ({ state, q }: DraftOrderFilter): Prisma.DraftOrderWhereInput => ({
  AND: [state === "all" ? {} : draftOrdersIn[state], searchFilter(q)],
});

/** The number of draft orders that match. */
export function countDraftOrders(shop: Shop, filter: DraftOrderFilter): Promise<number> {
  return shop.db.draftOrder.count({ where: whereOf(filter) });
}

/** Draft orders by state, those first that were changed last. `q` is a number, or a part of the customer's name or address. CURSOR_INVALID. */
export async function listDraftOrders(shop: Shop, { cursor, limit, ...filter }: ListDraftOrders) {
  const after = readCursor(cursor, "uuid");
  const rows = await shop.db.draftOrder.findMany({
    where: {
      AND: [
        whereOf(filter),
        after === null
          ? {}
          : { OR: [{ changedAt: { lt: after.at } }, { changedAt: after.at, id: { lt: after.id } }] },
      ],
    },
    orderBy: [{ changedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: listedFields,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    draftOrders: page.map(
      ({
        number,
        currency,
        checkout,
        cancelledAt,
        createdAt,
        sentAt,
        openedAt,
        changedAt,
        lines,
        ...draft
      }) => ({
        ...draft,
        number: formatDraftOrderNumber(number),
        state: draftOrderState({ cancelledAt, checkout }),
        units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
        createdAt: createdAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
        openedAt: openedAt?.toISOString() ?? null,
        changedAt: changedAt.toISOString(),
        heldUntil: checkout?.expiresAt.toISOString() ?? null,
        total: checkout && { amount: checkout.quote.totalAmount, currency },
        orderNumber: checkout?.order ? formatOrderNumber(checkout.order.number) : null,
      }),
    ),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.changedAt, id: last.id }) : null,
  };
}

export type ListedDraftOrder = Awaited<ReturnType<typeof listDraftOrders>>["draftOrders"][number];

function searchFilter(q: string | undefined): Prisma.DraftOrderWhereInput {
  if (!q) return {};
  const number = readDraftOrderNumber(q);
  const part = { contains: escapeLike(q), mode: "insensitive" } as const;
  return {
    OR: [...(number === null ? [] : [{ number }]), { email: part }, { name: part }, { companyName: part }],
  };
}

/** How many draft orders wait for their customers' payment, and what these would bring in each currency. */
export async function draftOrderFigures(shop: Shop) {
  const figures = await readFigures(shop.db);
  return {
    waiting: figures.reduce((sum, { waiting }) => sum + waiting, 0),
    sums: figures.map(({ currency, amount }) => ({ amount, currency })),
  };
}
