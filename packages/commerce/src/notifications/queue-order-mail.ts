import type { Tx } from "@dualtrack/db";
import { lineTitle } from "../catalog/queries.ts";
import { queueJob } from "../jobs.ts";
import { orderPath } from "../orders/links.ts";
import { orderNumber } from "../orders/queries.ts";
import type { Shop } from "../shop.ts";
import { type OrderMailKind, renderOrderMail } from "./order-mails.ts";

interface QueuedOrderMail {
  orderId: string;
  kind: OrderMailKind;
  again?: boolean;
  /** Minor units that go back as staff cancel it; null: nothing was paid. */
  returning?: number | null;
}

/**
 * Writes a mail to the order's customer into the outbox and queues its sending, in the caller's transaction. One
 * mail of a kind goes out per order, unless staff send it `again`. Without an address there is nobody to write to; the order's page says the same.
 */
export async function queueOrderMail(
  shop: Shop,
  tx: Tx,
  { orderId, kind, again = false, returning }: QueuedOrderMail,
): Promise<void> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: { orderBy: { position: "asc" } } },
  });
  if (order.email === null) return;
  const { currency } = order;
  const { shopName, supportEmail, publicUrl } = shop.settings;
  const mail = renderOrderMail(kind, {
    shopName,
    supportEmail,
    number: orderNumber(order.number),
    link: publicUrl + orderPath(shop, orderId),
    name: order.name,
    lines: order.lines.map(({ productTitle, variantTitle, quantity, amount }) => ({
      title: lineTitle(productTitle, variantTitle),
      quantity,
      amount: { amount, currency },
    })),
    shipping: { amount: order.shippingAmount, currency },
    total: { amount: order.totalAmount, currency },
    returning: typeof returning === "number" ? { amount: returning, currency } : returning,
  });
  // Should money come all the same, another mail says what becomes of it.
  const key = returning === null ? `${kind}_unpaid:${orderId}` : `${kind}:${orderId}`;
  const { count } = await tx.mail.createMany({
    data: { orderId, kind, key, recipient: order.email, createdAt: shop.clock.now(), ...mail },
    skipDuplicates: true,
  });
  if (count === 0 && !again) return;
  const queued = await tx.mail.update({
    where: { key },
    data: { state: "queued" },
    select: { id: true },
  });
  await queueJob(tx, "send-mail", { mailId: queued.id }, { key: `mail:${queued.id}` });
}
