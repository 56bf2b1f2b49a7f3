import type { MailKind } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { secretMailKinds } from "./queue-staff-mail.ts";

/**
 * Sends a mail of the outbox. Without an SMTP server the outbox is where mails end: the development page shows
 * them. Throws when the server refuses, so that the queue tries again.
 */
export async function sendMail(shop: Shop, { mailId }: { mailId: string }): Promise<void> {
  const mail = await shop.db.mail.findUniqueOrThrow({ where: { id: mailId } });
  if (mail.state === "sent") return;
  const { recipient, subject, text, html } = mail;
  try {
    // A message id of our own: a server that gets the mail twice, after an answer was lost, can tell.
    await shop.mailer?.sendMail({
      from: { name: shop.settings.shopName, address: shop.settings.supportEmail },
      to: recipient,
      subject,
      text,
      html,
      messageId: `<${mail.id}@${shop.settings.supportEmail.split("@")[1]}>`,
    });
  } catch (error) {
    const lastError = String(error).slice(0, 2_000);
    await shop.db.mail.update({
      where: { id: mailId },
      data: { state: "failed", attempts: { increment: 1 }, lastError },
    });
    throw error;
  }
  await shop.db.mail.update({
    where: { id: mailId },
    data: {
      state: "sent",
      attempts: { increment: 1 },
      lastError: null,
      sentAt: shop.clock.now(),
      ...(shop.mailer !== null && holdsSecret(mail.kind) ? forgotten : {}),
    },
  });
}

/** What stays of a mail whose link was a secret, once its reader has it: nobody finds the link in the database. */
const forgotten = {
  text: "This mail held a secret link. It was sent, and its words are not kept.",
  html: "<p>This mail held a secret link. It was sent, and its words are not kept.</p>",
};

function holdsSecret(kind: MailKind): boolean {
  return secretMailKinds.some((secret) => secret === kind);
}
