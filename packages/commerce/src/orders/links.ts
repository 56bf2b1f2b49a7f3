import { createHmac, timingSafeEqual } from "node:crypto";
import type { RefundDocument } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** The signed token of an order, `<order id>.<signature>`, which gives access to the order. */
export function orderToken(shop: Shop, orderId: string): string {
  return `${orderId}.${signatureOf(shop, orderId)}`;
}

/** The storefront's path of an order, e.g. `/orders/0193….d2Fs…`. */
export function orderPath(shop: Shop, orderId: string): string {
  return `/orders/${orderToken(shop, orderId)}`;
}

/** The path of an order's invoice as a PDF, or of another of its documents. */
export function invoicePath(
  shop: Shop,
  { orderId, number }: { orderId: string; number: string | null },
): string {
  const path = `/invoices/${orderToken(shop, orderId)}`;
  return number === null ? path : `${path}/${number}.pdf`;
}

/** The path of the credit note of a refund as a PDF, or of its reversal. The document may be issued later. */
export function refundDocumentPath(
  shop: Shop,
  { orderId, refundId, kind }: { orderId: string; refundId: string; kind: RefundDocument },
): string {
  return `/invoices/${orderToken(shop, orderId)}/${kind}/${refundId}.pdf`;
}

/** The path of the licence with which a line of an order was bought, as text. */
export function licencePath(shop: Shop, orderId: string, orderLineId: string): string {
  return `/licences/${orderToken(shop, orderId)}/${orderLineId}.txt`;
}

/** The order id of a token. ORDER_NOT_FOUND when its signature is invalid. */
export function readOrderToken(shop: Shop, token: string): string {
  const [orderId = "", signature = ""] = token.split(".");
  const expected = Buffer.from(signatureOf(shop, orderId));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given))
    throw new DomainError("ORDER_NOT_FOUND", {});
  return orderId;
}

function signatureOf(shop: Shop, orderId: string): string {
  return createHmac("sha256", shop.settings.linkSecret).update(`order:${orderId}`).digest("base64url");
}
