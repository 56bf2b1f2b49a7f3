import { randomUUIDv7 } from "node:crypto";
import { formatMessageNumber, formatOrderNumber } from "@dualtrack/contract";
import { queueJob } from "../jobs.ts";
import { orderPath } from "../orders/links.ts";
import { getSeller } from "../settings/get-seller.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { mailClosing } from "./mail-closing.ts";
import { layoutMail } from "./mail-layout.ts";

interface MessageMail {
  message: { id: string; number: number; email: string };
  /** The order by whose link the customer came; null: none. */
  order: { id: string; number: number } | null;
  /** What staff answer; null: the mail says that the message has arrived. */
  answer: { id: string; text: string } | null;
}

/**
 * Writes a mail to somebody who has written to the shop into the outbox and queues its sending, in the caller's transaction. It never repeats
 * what they wrote: anybody can enter anybody's address, and nobody is to send their texts through the shop.
 */
export async function queueMessageMail(
  unit: UnitOfWork,
  { message, order, answer }: MessageMail,
): Promise<void> {
  const { shop, tx, now } = unit;
  const { shopName, publicUrl } = shop.settings;
  const number = formatMessageNumber(message.number);
  const link =
    order === null
      ? { label: shopName, url: publicUrl }
      : {
          label: `Your order ${formatOrderNumber(order.number)}`,
          url: publicUrl + orderPath(shop, order.id),
        };
  const content = layoutMail({
    greeting: "Hello,",
    paragraphs:
      answer === null
        ? [
            `Your message has reached us. Its number is ${number}. Somebody reads it and answers by mail, usually within one working day.`,
            "If you did not write to us, somebody else has entered your address by mistake: then nothing more will follow.",
          ]
        : answer.text.split(/\n{2,}/),
    link,
    rows: [],
    closing: mailClosing({ shopName, ...(await getSeller(shop, unit)) }),
  });
  const kind = answer === null ? ("message_received" as const) : ("message_answer" as const);
  const id = randomUUIDv7();
  await tx.mail.create({
    data: {
      ...{ id, kind, key: `${kind}:${answer?.id ?? message.id}`, recipient: message.email },
      subject: answer === null ? `We have your message (${number})` : `Our answer to your message ${number}`,
      ...content,
      ...{ messageId: message.id, createdAt: now },
    },
  });
  await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
}
