import { type AnswerMessage, type ChangeMessage, formatMessageNumber } from "@dualtrack/contract";
import { lockMessage, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { queueMessageMail } from "../notifications/queue-message-mail.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/**
 * Answers a message by mail. A repeated call sends nothing. MESSAGE_NOT_FOUND; MESSAGE_CHANGED, if a colleague has done something with it
 * since it was shown, so that nobody is answered twice.
 */
export function answerMessage(
  shop: Shop,
  { messageId, version, requestId, text, by }: AnswerMessage & { by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const message = await lockedMessage(tx, messageId);
    if ((await tx.messageAnswer.count({ where: { id: requestId } })) > 0) return;
    assertUnchanged(message, version);
    await tx.messageAnswer.create({
      data: { id: requestId, messageId, staffName: by.name, text, createdAt: now },
    });
    await tx.customerMessage.update({
      where: { id: messageId },
      data: { state: "answered", version: { increment: 1 }, changedAt: now, closedBy: null },
    });
    const order =
      message.orderId === null
        ? null
        : await tx.order.findUniqueOrThrow({
            where: { id: message.orderId },
            select: { id: true, number: true },
          });
    await queueMessageMail(unit, { message, order, answer: { id: requestId, text } });
    await writeAudit(unit, {
      ...{ action: "message.answer", subject: formatMessageNumber(message.number) },
      before: { state: message.state },
      after: { state: "answered", text },
    });
  });
}

/** Closes a message without an answer, or after it. A closed one stays as it is. MESSAGE_NOT_FOUND, MESSAGE_CHANGED. */
export function closeMessage(shop: Shop, change: ChangeMessage & { by: Actor }): Promise<void> {
  return moveMessage(shop, { ...change, state: "closed", action: "message.close" });
}

/** Opens a message again. An open one stays as it is. MESSAGE_NOT_FOUND, MESSAGE_CHANGED. */
export function reopenMessage(shop: Shop, change: ChangeMessage & { by: Actor }): Promise<void> {
  return moveMessage(shop, { ...change, state: "open", action: "message.reopen" });
}

interface Move extends ChangeMessage {
  state: "open" | "closed";
  action: "message.close" | "message.reopen";
  by: Actor;
}

function moveMessage(shop: Shop, { messageId, version, state, action, by }: Move): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const message = await lockedMessage(tx, messageId);
    if (message.state === state) return;
    assertUnchanged(message, version);
    await tx.customerMessage.update({
      where: { id: messageId },
      data: {
        ...{ state, version: { increment: 1 }, changedAt: now },
        closedBy: state === "closed" ? by.name : null,
      },
    });
    await writeAudit(unit, {
      ...{ action, subject: formatMessageNumber(message.number) },
      before: { state: message.state },
      after: { state },
    });
  });
}

/** MESSAGE_NOT_FOUND. */
async function lockedMessage(tx: Tx, messageId: string) {
  const message = await lockMessage(tx, messageId);
  if (message === null) throw new DomainError("MESSAGE_NOT_FOUND", {});
  return message;
}

function assertUnchanged(message: { version: number }, version: number): void {
  if (message.version !== version) throw new DomainError("MESSAGE_CHANGED", {});
}
