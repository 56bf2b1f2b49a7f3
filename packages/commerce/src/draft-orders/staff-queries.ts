import {
  formatDraftOrderNumber,
  formatOrderNumber,
  type ListDraftOrders,
  readDraftOrderNumber,
} from "@dualtrack/contract";
import { escapeLike, type Prisma } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import { paymentLinkPath } from "../checkouts/payment-link.ts";
import { addressOf } from "../orders/customer-details.ts";
import { readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
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
    changed: await lastChange(shop.db, { subject: formatDraftOrderNumber(draft.number) }),
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
    ownDiscount: ownDiscountFields(draft),
  };
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
  sentBy: true,
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

/** Draft orders by state, those first that were changed last. `q` is a number, or a part of the customer's name or address. CURSOR_INVALID. */
export async function listDraftOrders(shop: Shop, { state, q, cursor, limit }: ListDraftOrders) {
  const after = readCursor(cursor, "uuid");
  const rows = await shop.db.draftOrder.findMany({
    where: {
      AND: [
        state === "all" ? {} : draftOrdersIn[state],
        searchFilter(q),
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
    draftOrders: page.map(({ number, currency, checkout, cancelledAt, changedAt, lines, ...draft }) => ({
      ...draft,
      number: formatDraftOrderNumber(number),
      state: draftOrderState({ cancelledAt, checkout }),
      units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      changedAt: changedAt.toISOString(),
      heldUntil: checkout?.expiresAt.toISOString() ?? null,
      total: checkout && { amount: checkout.quote.totalAmount, currency },
      orderNumber: checkout?.order ? formatOrderNumber(checkout.order.number) : null,
    })),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.changedAt, id: last.id }) : null,
  };
}

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
  const waiting = await shop.db.draftOrder.findMany({
    where: draftOrdersIn.waiting,
    select: { currency: true, checkout: { select: { quote: { select: { totalAmount: true } } } } },
  });
  const sums = new Map<string, number>();
  for (const { currency, checkout } of waiting)
    sums.set(currency, (sums.get(currency) ?? 0) + (checkout?.quote.totalAmount ?? 0));
  return {
    waiting: waiting.length,
    sums: [...sums].map(([currency, amount]) => ({ amount, currency })),
  };
}
