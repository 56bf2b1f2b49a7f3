import { queueJob } from "../jobs.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { layoutMail, type MailParts } from "./mail-layout.ts";

interface StaffAlert extends Pick<MailParts, "paragraphs" | "link" | "rows"> {
  /** What it is about: each of the staff gets one mail for each. */
  key: string;
  subject: string;
}

/** Tells every owner and manager of something about money, once each, in the caller's transaction. */
export async function queueStaffAlert(
  unit: UnitOfWork,
  { key, subject, paragraphs, link, rows }: StaffAlert,
): Promise<void> {
  const { shop, tx, now } = unit;
  const readers = await tx.staff.findMany({
    where: { role: { in: ["owner", "manager"] } },
    orderBy: { id: "asc" },
    select: { id: true, name: true, email: true },
  });
  for (const { id: staffId, name, email: recipient } of readers) {
    const words = layoutMail({
      greeting: `Hello ${name},`,
      paragraphs,
      link,
      rows,
      closing: [shop.settings.shopName],
    });
    const ofReader = `${key}:${staffId}`;
    const mail = { kind: "staff_alert" as const, key: ofReader, recipient, subject, ...words };
    const { count } = await tx.mail.createMany({
      data: { ...mail, createdAt: now },
      skipDuplicates: true,
    });
    if (count === 0) continue;
    const { id } = await tx.mail.findUniqueOrThrow({ where: { key: ofReader }, select: { id: true } });
    await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
  }
}
