import type { MailKind, Prisma } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { secretMailKinds } from "./queue-staff-mail.ts";

/** What sending needs of the shop. */
export type MailingShop = Pick<Shop, "db" | "clock" | "log" | "mailer" | "settings">;

type Mail = Prisma.MailGetPayload<object>;

/** How long a mail is claimed for, in ms: a little longer than the mailer takes before the mail's end, and after it. */
const claimMs = 30_000;
const answerMs = 11 * 60_000;

/**
 * Sends a mail of the outbox, once, however often its job runs and wherever it is killed. Whoever sends it has claimed
 * it; the claim is asked for once more just before the mail's end, which is when a server takes it. What is left is the
 * gap that SMTP has: between the mail's end and our note that the server said yes. A process that is killed there
 * leaves a mail that the server may have; it is sent again, with the same Message-ID, when its claim is over.
 *
 * Without an SMTP server the outbox is where mails end: the development page shows them. Throws when the server
 * refuses or does not answer, so that the queue tries again.
 * @see https://www.rfc-editor.org/rfc/rfc1047
 */
export async function sendMail(shop: MailingShop, { mailId }: { mailId: string }): Promise<void> {
  const mail = await claim(shop, mailId);
  if (mail === null) return;
  try {
    await shop.mailer?.send(messageOf(shop, mail), () => recordHandOver(shop, mail));
  } catch (error) {
    if (await recordFailure(shop, mail, error)) throw error;
    return;
  }
  await shop.db.mail.update({
    where: { id: mailId },
    data: {
      state: "sent",
      lastError: null,
      // Staff may have it sent once more, which is another delivery.
      claimedUntil: null,
      handedOverAt: null,
      sentAt: shop.clock.now(),
      ...(shop.mailer !== null && holdsSecret(mail.kind) ? forgotten : {}),
    },
  });
}

/** Null: it is sent, or somebody else is sending it; then it is looked at again when that claim is over. */
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

/** Throws when the claim is over: another process may be sending the mail. */
async function recordHandOver(shop: MailingShop, { id, attempts }: Mail): Promise<void> {
  const now = shop.clock.now();
  const { count } = await shop.db.mail.updateMany({
    where: { id, attempts, claimedUntil: { gt: now } },
    data: { handedOverAt: now, claimedUntil: new Date(now.getTime() + answerMs) },
  });
  if (count === 0) throw new Error("The claim on the mail is over: another process may be sending it");
}

/**
 * Answers whether the queue is to try again. A server that said no has not taken the mail. One that went silent after
 * its end may have: it gets the mail once more, and then no more, as it might deliver every copy.
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

function messageOf({ settings }: MailingShop, { id, recipient, subject, text, html }: Mail) {
  return {
    from: { name: settings.shopName, address: settings.supportEmail },
    to: recipient,
    subject,
    text,
    html,
    // The same each time: a server or a reader that gets the mail twice can tell.
    messageId: `<${id}@${settings.supportEmail.split("@")[1]}>`,
  };
}

/** What stays of a mail whose link was a secret, once its reader has it: nobody finds the link in the database. */
const forgotten = {
  text: "This mail held a secret link. It was sent, and its words are not kept.",
  html: "<p>This mail held a secret link. It was sent, and its words are not kept.</p>",
};

function holdsSecret(kind: MailKind): boolean {
  return secretMailKinds.some((secret) => secret === kind);
}
