import type { MailKind } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { layoutMail, type MailParts } from "./mail-layout.ts";

/** Mails to staff whose links contain a secret. */
export const secretMailKinds = ["staff_invitation", "password_reset"] as const satisfies MailKind[];

interface StaffMail extends Omit<MailParts, "rows"> {
  kind: (typeof secretMailKinds)[number];
  /** Unique for each mail. */
  key: string;
  recipient: string;
  subject: string;
}

/** Writes a mail to a member of staff into the outbox and queues its sending, in the caller's transaction. */
export async function queueStaffMail(
  unit: UnitOfWork,
  { kind, key, recipient, subject, greeting, paragraphs, link, closing }: StaffMail,
): Promise<void> {
  const { shop, tx, now } = unit;
  const mail = layoutMail({
    greeting,
    paragraphs,
    link,
    rows: [],
    closing: [...closing, shop.settings.shopName],
  });
  const { id } = await tx.mail.create({
    data: { kind, key, recipient, subject, createdAt: now, ...mail },
    select: { id: true },
  });
  await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
}
