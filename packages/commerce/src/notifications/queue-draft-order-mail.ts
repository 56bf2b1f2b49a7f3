import type { MailKind } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface DraftOrderMail {
  draftOrderId: string;
  kind: Extract<MailKind, "payment_link" | "payment_link_reminder">;
  /** One mail goes out for each. */
  key: string;
  recipient: string;
  mail: { subject: string; text: string; html: string };
  /** Whether staff send it another time, as it is now. */
  again: boolean;
}

/** Writes a mail about a draft order into the outbox and queues its sending, in the caller's transaction. */
export async function queueDraftOrderMail(
  { tx, now }: UnitOfWork,
  { draftOrderId, kind, key, recipient, mail, again }: DraftOrderMail,
): Promise<void> {
  const { count } = await tx.mail.createMany({
    data: { draftOrderId, kind, key, recipient, createdAt: now, ...mail },
    skipDuplicates: true,
  });
  if (count === 0 && !again) return;
  const { id } = await tx.mail.update({
    where: { key },
    data: { state: "queued", recipient, createdAt: now, ...mail },
    select: { id: true },
  });
  await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
}
