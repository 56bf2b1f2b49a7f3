import type { SendMessage } from "@dualtrack/contract";
import { customerKey } from "../discounts/customer-key.ts";
import { queueMessageMail } from "../notifications/queue-message-mail.ts";
import { readOrderToken } from "../orders/links.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";

/** So many mails an hour say to one address that a message has arrived: anybody can enter anybody's. */
const maxConfirmations = 3;
const hourMs = 60 * 60_000;

/**
 * Stores what somebody writes to the shop, and queues a mail to them that it has arrived. The answer is the same whether the shop knows the
 * address and the number or not. A repeated call changes nothing. ORDER_NOT_FOUND, if the link of an order is wrong.
 */
export async function sendMessage(
  shop: Shop,
  { requestId: id, reason, email, orderText, orderToken, text, homepage }: SendMessage,
): Promise<void> {
  const orderId = orderToken === undefined ? null : readOrderToken(shop, orderToken);
  const isSuspected = homepage !== "";
  const emailKey = customerKey(email);
  const isNew = await transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    const order =
      orderId === null
        ? null
        : await tx.order.findUnique({ where: { id: orderId }, select: { id: true, number: true } });
    const recently = await tx.customerMessage.count({
      where: { emailKey, createdAt: { gt: new Date(now.getTime() - hourMs), lte: now }, isSuspected: false },
    });
    const { count } = await tx.customerMessage.createMany({
      data: {
        ...{ id, reason, email, emailKey, text, isSuspected },
        ...{ orderText: orderText || null, orderId: order?.id ?? null, createdAt: now, changedAt: now },
      },
      skipDuplicates: true,
    });
    if (count === 0) return false;
    if (isSuspected || recently >= maxConfirmations) return true;
    const { number } = await tx.customerMessage.findUniqueOrThrow({
      where: { id },
      select: { number: true },
    });
    await queueMessageMail(unit, { message: { id, number, email }, order, answer: null });
    return true;
  });
  if (!isNew || isSuspected) return;
  shop.measures.record("messages_total", { reason });
}
