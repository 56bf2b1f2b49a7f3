import type { RefundDocument } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import { readOrderToken } from "../orders/links.ts";
import type { Shop } from "../shop.ts";
import { renderInvoice } from "./render-invoice.ts";

/** A document of the order of this link; without a number its invoice. ORDER_NOT_FOUND, INVOICE_NOT_FOUND. */
export async function getInvoiceOfOrder(
  shop: Shop,
  { token, number }: { token: string; number: string | null },
): Promise<{ number: string; pdf: Buffer }> {
  const orderId = readOrderToken(shop, token);
  const invoice = await shop.db.invoice.findFirst({
    where: { orderId, ...(number === null ? { kind: "invoice" } : { number }) },
  });
  if (invoice === null) throw new DomainError("INVOICE_NOT_FOUND", {});
  return { number: invoice.number, pdf: await renderInvoice(invoice) };
}

/** The newest document of a kind about a refund of the order of this link. ORDER_NOT_FOUND, INVOICE_NOT_FOUND. */
export async function getDocumentOfRefund(
  shop: Shop,
  { token, refundId, kind }: { token: string; refundId: string; kind: RefundDocument },
): Promise<{ number: string; pdf: Buffer }> {
  const orderId = readOrderToken(shop, token);
  const invoice = await shop.db.invoice.findFirst({
    where: { orderId, refundId, kind },
    orderBy: [{ issuedAt: "desc" }, { id: "desc" }],
  });
  if (invoice === null) throw new DomainError("INVOICE_NOT_FOUND", {});
  return { number: invoice.number, pdf: await renderInvoice(invoice) };
}

/** A document by its number, for staff. INVOICE_NOT_FOUND. */
export async function getInvoice(shop: Shop, { number }: { number: string }): Promise<Buffer> {
  const invoice = await shop.db.invoice.findUnique({ where: { number } });
  if (invoice === null) throw new DomainError("INVOICE_NOT_FOUND", {});
  return renderInvoice(invoice);
}
