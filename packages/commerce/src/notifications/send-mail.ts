import type { MailKind, Prisma } from "@dualtrack/db";
import { inSpan } from "@dualtrack/tracing";
import { queueJob } from "../jobs.ts";
import { settingsOf } from "../settings/get-shop-settings.ts";
import type { Shop } from "../shop.ts";
import { calendarAttachments } from "./calendar-attachments.ts";
import { secretMailKinds } from "./queue-staff-mail.ts";

/** The parts of the shop that sending needs. */
export type MailingShop = Pick<Shop, "db" | "clock" | "log" | "measures" | "mailer" | "settings">;

type Mail = Prisma.MailGetPayload<object>;

/** How long a mail is claimed, in ms: a little longer than the mailer's timeouts before the mail's end, and after it. */
const claimMs = 30_000;
const answerMs = 11 * 60_000;

/**
 * Sends a mail of the outbox once, however often its job runs and wherever its process is killed. The sender claims the
 * mail first, and checks the claim again just before the mail's end, at which the server accepts it. SMTP leaves one gap:
 * if the process is killed between the mail's end and storing the server's answer, the server may have the mail. It is
 * sent again with the same Message-ID when its claim ends.
 *
 * Without an SMTP server mails stay in the outbox, and the development page shows them. Throws when the server refuses or
 * does not answer, so that the queue retries.
 * @see https://www.rfc-editor.org/rfc/rfc1047
 */
export async function sendMail(shop: MailingShop, { mailId }: { mailId: string }): Promise<void> {
  const mail = await claim(shop, mailId);
  if (mail === null) return;
  try {
    if (shop.mailer !== null) {
      const { email } = await settingsOf({ tx: shop.db });
      const { mailer } = shop;
      const facts = { "dualtrack.mail_id": mailId, "dualtrack.mail_kind": mail.kind };
      await inSpan("send mail", { kind: "client", facts }, () =>
        mailer.send(messageOf(shop, mail, email), () => recordHandOver(shop, mail)),
      );
    }
  } catch (error) {
    shop.measures.record("mails_total", { outcome: "failed" });
    if (await recordFailure(shop, mail, error)) throw error;
    return;
  }
  await shop.db.mail.update({
    where: { id: mailId },
    data: {
      state: "sent",
      lastError: null,
      // Cleared, as staff may send the mail again.
      claimedUntil: null,
      handedOverAt: null,
      sentAt: shop.clock.now(),
      ...(shop.mailer !== null && containsSecret(mail.kind) ? redacted : {}),
    },
  });
  shop.measures.record("mails_total", { outcome: "sent" });
  shop.log.info({ mailId, orderId: mail.orderId, kind: mail.kind }, "a mail is sent");
}

/** Null if the mail is sent, or claimed by another process; then a job runs again when that claim ends. */
async function claim(shop: MailingShop, id: string): Promise<Mail | null> {
  const now = shop.clock.now();
  const [mail] = await shop.db.mail.updateManyAndReturn({
    where: {
      id,
      state: { not: "sent" },
      OR: [{ claimedUntil: null }, { claimedUntil: { lte: now } }],
    },
    data: { claimedUntil: new Date(now.getTime() + claimMs), attempts: { increment: 1 } },
  });
  if (mail !== undefined) {
    if (mail.handedOverAt !== null)
      shop.log.warn(
        { mailId: id },
        "a mail that its server may have is sent again, with the same Message-ID",
      );
    return mail;
  }
  const { state, claimedUntil } = await shop.db.mail.findUniqueOrThrow({ where: { id } });
  if (state !== "sent" && claimedUntil !== null)
    await queueJob(shop.db, "send-mail", { mailId: id }, { runAt: claimedUntil, key: `claimed-mail:${id}` });
  return null;
}

/** Throws when the claim has ended: another process may be sending the mail. */
async function recordHandOver(shop: MailingShop, { id, attempts }: Mail): Promise<void> {
  const now = shop.clock.now();
  const { count } = await shop.db.mail.updateMany({
    where: { id, attempts, claimedUntil: { gt: now } },
    data: { handedOverAt: now, claimedUntil: new Date(now.getTime() + answerMs) },
  });
  if (count === 0) throw new Error("The claim on the mail has ended: another process may be sending it");
}

/**
 * Answers whether the queue is to retry. A server that refused has not accepted the mail. A server that did not answer
 * after the mail's end may have accepted it: it gets one more copy and no third, as it might deliver each.
 */
async function recordFailure(
  shop: MailingShop,
  { id, attempts, handedOverAt }: Mail,
  error: unknown,
): Promise<boolean> {
  const isRefusal = (error as { responseCode?: number }).responseCode !== undefined;
  await shop.db.mail.updateMany({
    where: { id, attempts, state: { not: "sent" } },
    data: {
      state: "failed",
      claimedUntil: null,
      lastError: String(error).slice(0, 2_000),
      ...(isRefusal ? { handedOverAt: null } : {}),
    },
  });
  if (isRefusal || handedOverAt === null) return true;
  const now = await shop.db.mail.findUniqueOrThrow({ where: { id }, select: { handedOverAt: true } });
  return now.handedOverAt?.getTime() === handedOverAt.getTime();
}

function messageOf({ settings }: MailingShop, mail: Mail, sender: string) {
  const { id, recipient, subject, text, html } = mail;
  const [first, ...others] = calendarAttachments(mail);
  return {
    from: { name: settings.shopName, address: sender },
    to: recipient,
    subject,
    text,
    html,
    // Mail programs offer to keep the first one; one that cancels is about one booking each.
    ...(first === undefined
      ? {}
      : { icalEvent: { content: first.content, method: first.method, filename: first.filename } }),
    attachments: others.map(({ content, filename, contentType }) => ({ content, filename, contentType })),
    // The same for each attempt, so that a server or mail program can recognise a second copy.
    messageId: `<${id}@${sender.split("@")[1]}>`,
  };
}

/** Replaces the content of a sent mail with a secret link, so that the database does not keep the link. */
const redacted = {
  text: "This mail contained a secret link. It was sent, and its text is not stored.",
  html: "<p>This mail contained a secret link. It was sent, and its text is not stored.</p>",
};

function containsSecret(kind: MailKind): boolean {
  return secretMailKinds.some((secret) => secret === kind);
}
