import { checkDownloadLink, type DownloadLink } from "../downloads/download-links.ts";
import { queueOrderMail } from "../notifications/queue-order-mail.ts";
import { lockOrder } from "../orders/lock-order.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";

/** How long after a mail another one is not sent, in ms: pressing again sends no more, and nobody can be flooded. */
const pauseMs = 60 * 60_000;

/**
 * Mails an order's link to its customer once more, for whoever has a link to one of its files, expired or not: the link itself opens no
 * order. False: the link is not ours, or there is no confirmed order with an address.
 */
export function mailOrderLink(shop: Shop, link: DownloadLink): Promise<boolean> {
  if (checkDownloadLink(shop, link) === "wrong") return Promise.resolve(false);
  return transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    const line = await tx.orderLine.findUnique({
      where: { id: link.orderLineId },
      select: { order: { select: { id: true, state: true, email: true } } },
    });
    const isConfirmed = line?.order.state === "confirmed" || line?.order.state === "completed";
    if (line == null || !isConfirmed || line.order.email === null) return false;
    const orderId = line.order.id;
    await lockOrder(tx, orderId);
    const last = await tx.orderEvent.findFirst({
      where: { orderId, kind: { in: ["confirmed", "confirmation_resent"] } },
      orderBy: { id: "desc" },
      select: { occurredAt: true },
    });
    if (last !== null && now.getTime() - last.occurredAt.getTime() < pauseMs) return true;
    await queueOrderMail(unit, { orderId, kind: "order_confirmed", again: true });
    await recordOnTimeline(unit, orderId, { kind: "confirmation_resent" });
    return true;
  });
}
