import { queueJob } from "../jobs.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { layoutMail, type MailParts } from "./mail-layout.ts";

interface StaffAlert extends Pick<MailParts, "paragraphs" | "link" | "rows"> {
  /** Identifies the subject: each recipient gets one mail per key. */
  key: string;
  subject: string;
}

/** Queues a mail to everybody who was chosen to get alerts, once each, in the caller's transaction. */
export async function queueStaffAlert(
  unit: UnitOfWork,
  { key, subject, paragraphs, link, rows }: StaffAlert,
): Promise<void> {
  const { shop, tx, now } = unit;
  const recipients = await tx.staff.findMany({
    where: { getsAlerts: true },
    orderBy: { id: "asc" },
    select: { id: true, name: true, email: true },
  });
  for (const { id: staffId, name, email: recipient } of recipients) {
    const content = layoutMail({
      greeting: `Hello ${name},`,
      paragraphs,
      link,
      rows,
      closing: [shop.settings.shopName],
    });
    const recipientKey = `${key}:${staffId}`;
    const mail = { kind: "staff_alert" as const, key: recipientKey, recipient, subject, ...content };
    const { count } = await tx.mail.createMany({
      data: { ...mail, createdAt: now },
      skipDuplicates: true,
    });
    if (count === 0) continue;
    const { id } = await tx.mail.findUniqueOrThrow({ where: { key: recipientKey }, select: { id: true } });
    await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
  }
}
