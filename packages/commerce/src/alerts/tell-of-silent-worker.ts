import { sendMail } from "../notifications/send-mail.ts";
import type { Shop } from "../shop.ts";
import { checkAlerts, lastCheck } from "./check-alerts.ts";
import { sendAlertMessage } from "./send-alert-message.ts";

/** A worker checks the rules every minute. Without a check for so long, in ms, none runs. */
const silentMs = 150_000;

/** Mails that are older than this, in ms, wait for the worker. */
const recentMs = 60_000;

/**
 * Checks the rules in a web process when no worker does it, and sends what is to be told at once: who would tell that no worker runs is the
 * worker. False: a worker has checked.
 */
export async function tellOfSilentWorker(shop: Shop): Promise<boolean> {
  const { db, clock } = shop;
  const now = clock.now();
  const { checkedAt } = await lastCheck(shop);
  if (checkedAt !== null && now.getTime() - checkedAt.getTime() < silentMs) return false;
  if ((await checkAlerts(shop)) === null) return false;
  const mails = await db.mail.findMany({
    where: {
      ...{ kind: "staff_alert", state: "queued", key: { startsWith: "alerts:" } },
      createdAt: { gte: new Date(now.getTime() - recentMs) },
    },
    select: { id: true },
  });
  for (const { id: mailId } of mails) await sendMail(shop, { mailId });
  await sendAlertMessage(shop);
  return true;
}
