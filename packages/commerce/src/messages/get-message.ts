import { formatMessageNumber, formatOrderNumber } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import { readOrderNumber } from "../search/read-order-number.ts";
import type { Shop } from "../shop.ts";
import { findMatches } from "./find-matches.ts";

/**
 * One message with its answers, and what the shop has of the customer: checkouts, payments and orders with the same e-mail address or the
 * number that they wrote. MESSAGE_NOT_FOUND.
 */
export async function getMessage(shop: Shop, { number }: { number: number }) {
  const message = await shop.db.customerMessage.findUnique({
    where: { number },
    include: {
      order: { select: { number: true } },
      answers: { orderBy: { createdAt: "asc" } },
      mails: { orderBy: { createdAt: "asc" }, select: { key: true, state: true, lastError: true } },
    },
  });
  if (message === null) throw new DomainError("MESSAGE_NOT_FOUND", {});
  const { order, answers, mails, orderText, emailKey, ...row } = message;
  const mailOf = (key: string) => {
    const mail = mails.find((candidate) => candidate.key === key);
    return mail === undefined ? null : { state: mail.state, lastError: mail.lastError };
  };
  const { id, reason, state, version, email, text, isSuspected, closedBy } = row;
  return {
    ...{ id, reason, state, version, email, orderText, text, isSuspected, closedBy },
    number: formatMessageNumber(number),
    order: order === null ? null : formatOrderNumber(order.number),
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    /** The mail that says that it has arrived; null: none was sent. */
    confirmation: mailOf(`message_received:${id}`),
    answers: answers.map((answer) => ({
      ...{ id: answer.id, by: answer.staffName, text: answer.text, at: answer.createdAt.toISOString() },
      mail: mailOf(`message_answer:${answer.id}`),
    })),
    ...(await findMatches(shop, {
      emailKey,
      email,
      orderNumber: order?.number ?? (orderText === null ? null : readOrderNumber(orderText)),
    })),
  };
}
