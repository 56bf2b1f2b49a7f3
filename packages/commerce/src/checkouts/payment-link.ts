import { createHmac, timingSafeEqual } from "node:crypto";
import type { Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

interface PaymentLink {
  draftOrderId: string;
  /** Renewing the link counts it up. */
  linkNumber: number;
}

/** The storefront's path at which whoever has it pays a draft order: `/pay/<id>.<number>.<signature>`. */
export function paymentLinkPath(shop: Shop, link: PaymentLink): string {
  return `/pay/${link.draftOrderId}.${link.linkNumber}.${signatureOf(shop, link)}`;
}

/** The draft order that a payment link leads to. PAYMENT_LINK_NOT_FOUND when it is forged, was replaced by a newer one, or never sent. */
export async function findLinkedDraft(
  shop: Shop,
  { linkToken, tx = shop.db }: { linkToken: string; tx?: Tx },
): Promise<{ id: string; checkoutId: string; linkNumber: number }> {
  const link = readPaymentLink(shop, linkToken);
  const draft =
    link === null
      ? null
      : await tx.draftOrder.findUnique({
          where: { id: link.draftOrderId, linkNumber: link.linkNumber },
          select: { id: true, checkoutId: true, linkNumber: true },
        });
  if (draft === null || draft.checkoutId === null) throw new DomainError("PAYMENT_LINK_NOT_FOUND", {});
  return { ...draft, checkoutId: draft.checkoutId };
}

/** What the token says; null: its signature is invalid. */
function readPaymentLink(shop: Shop, token: string): PaymentLink | null {
  const [draftOrderId = "", number = "", signature = ""] = token.split(".");
  const link = { draftOrderId, linkNumber: Number(number) };
  const expected = Buffer.from(signatureOf(shop, link));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given) ? link : null;
}

function signatureOf(shop: Shop, { draftOrderId, linkNumber }: PaymentLink): string {
  return createHmac("sha256", shop.settings.linkSecret)
    .update(`payment link:${draftOrderId}:${linkNumber}`)
    .digest("base64url");
}
