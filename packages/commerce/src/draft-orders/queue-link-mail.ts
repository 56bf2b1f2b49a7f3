import { discountRows, formatMoney } from "@dualtrack/contract";
import { paymentLinkPath } from "../checkouts/payment-link.ts";
import { lineTitle } from "../line-title.ts";
import { mailClosing } from "../notifications/mail-closing.ts";
import { layoutMail } from "../notifications/mail-layout.ts";
import { mailPictures } from "../notifications/mail-pictures.ts";
import { timeText } from "../notifications/mail-times.ts";
import { queueDraftOrderMail } from "../notifications/queue-draft-order-mail.ts";
import { discountsView } from "../quotes/read-discounts.ts";
import { getSeller } from "../settings/get-seller.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { StoredDraftOrder } from "./draft-order-rows.ts";

interface LinkMail {
  draft: StoredDraftOrder;
  kind: "payment_link" | "payment_link_reminder";
  /** Whether staff send it another time. */
  again?: boolean;
}

/**
 * Writes the mail with the payment link into the outbox and queues its sending, in the caller's transaction: one of a kind each time the
 * draft order is sent, and for each new link. Without an address nothing is sent: staff copy the link.
 */
export async function queueLinkMail(
  unit: UnitOfWork,
  { draft, kind, again = false }: LinkMail,
): Promise<void> {
  const { id: draftOrderId, email: recipient } = draft;
  if (recipient === null) return;
  const mail = await writeLinkMail(unit, { draft, kind });
  const key = linkMailKey(draft, kind);
  await queueDraftOrderMail(unit, { draftOrderId, kind, key, recipient, mail, again });
}

async function writeLinkMail({ shop, tx }: UnitOfWork, { draft, kind }: Omit<LinkMail, "again">) {
  const { checkout, currency, lines, message, name } = draft;
  if (checkout === null) throw new Error(`Draft order ${draft.id} was never sent`);
  const { shopName, publicUrl, timeZone } = shop.settings;
  const { seller, supportEmail } = await getSeller(shop, { tx });
  const pictures = await mailPictures(shop, tx, lines);
  const { quote } = checkout;
  const money = (amount: number) => formatMoney({ amount, currency });
  const until = timeText(checkout.expiresAt, timeZone);
  const parts = layoutMail({
    greeting: name === null ? "Hello," : `Hello ${name},`,
    paragraphs: [
      ...(kind === "payment_link"
        ? [`${shopName} has put this order together for you.`]
        : [`Your order at ${shopName} is not paid yet.`]),
      ...(message === null ? [] : [message]),
      `We reserve it for you until ${until}. Until then you can look at it and pay at the link. After that it is no longer reserved.`,
      ...(checkout.shippingAddress === null
        ? [
            "The total may still change with the address that you enter there: delivery and taxes depend on it.",
          ]
        : []),
    ],
    link: { label: "Look at the order and pay", url: publicUrl + paymentLinkPath(shop, linkOf(draft)) },
    rows: [
      ...lines.map(({ variantId, startsAt, quantity, variant }) => {
        const unitAmount = checkout.lines.find(
          (line) => line.variantId === variantId && line.startsAt?.getTime() === startsAt?.getTime(),
        )?.unitAmount;
        const title = lineTitle(variant.product.title, variant.title);
        const at = startsAt === null ? "" : `, ${timeText(startsAt, timeZone)}`;
        const picture = pictures.get(variantId) ?? null;
        return [`${quantity} × ${title}${at}`, money((unitAmount ?? 0) * quantity), picture] as const;
      }),
      ...discountRows(
        { amount: quote.discountAmount, currency },
        discountsView(quote.discounts, currency),
      ).map(({ label, amount }) => [label, `−${formatMoney(amount)}`] as const),
      ...(quote.shippingAmount > 0 ? [["Shipping", money(quote.shippingAmount)] as const] : []),
      ["Total", money(quote.totalAmount)],
    ],
    closing: mailClosing({ shopName, supportEmail, seller }),
  });
  const subject =
    kind === "payment_link"
      ? `Your order at ${shopName}: ${money(quote.totalAmount)}`
      : `Your order at ${shopName} is reserved until ${until}`;
  return { subject, ...parts };
}

/** One mail of a kind is written for each sending and each link. */
export function linkMailKey(
  { id, sentAt, linkNumber }: Pick<StoredDraftOrder, "id" | "sentAt" | "linkNumber">,
  kind: LinkMail["kind"],
): string {
  return `${kind}:${id}:${sentAt?.getTime()}:${linkNumber}`;
}

/** What a draft order's link is made of. */
export function linkOf({ id, linkNumber }: Pick<StoredDraftOrder, "id" | "linkNumber">) {
  return { draftOrderId: id, linkNumber };
}
