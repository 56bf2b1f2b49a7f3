import type { MailKind, Tx } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { layOutMail, type MailParts } from "./mail-layout.ts";

/** Mails to staff: their links hold a secret. */
export const secretMailKinds = ["staff_invitation", "password_reset"] as const satisfies MailKind[];

interface StaffMail extends Omit<MailParts, "rows"> {
  kind: (typeof secretMailKinds)[number];
  /** One mail goes out for each. */
  key: string;
  recipient: string;
  subject: string;
}

/** Writes a mail to somebody on the staff into the outbox and queues its sending, in the caller's transaction. */
export async function queueStaffMail(
  shop: Shop,
  tx: Tx,
  { kind, key, recipient, subject, greeting, paragraphs, link, closing }: StaffMail,
): Promise<void> {
  const words = layOutMail({
    greeting,
    paragraphs,
    link,
    rows: [],
    closing: [...closing, shop.settings.shopName],
  });
  const { id } = await tx.mail.create({
    data: { kind, key, recipient, subject, createdAt: shop.clock.now(), ...words },
    select: { id: true },
  });
  await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
}
