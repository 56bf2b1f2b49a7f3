import type { AlertMessageProblem } from "@dualtrack/contract";
import type { Alert } from "@dualtrack/db";
import { fetchText, NoAnswer } from "../fetch-text.ts";
import type { Shop } from "../shop.ts";
import { textOf } from "./tell-alerts.ts";

const timeoutMs = 5_000;
const maxBytes = 10_000;

type ToldAlert = Pick<Alert, "id" | "kind" | "subject" | "details">;

/** Lines of one message; the console shows all. */
const maxLines = 20;

/** The address takes no messages now. The queue tries again. */
class MessageNotTaken extends Error {
  readonly problem: AlertMessageProblem;

  constructor(problem: AlertMessageProblem, said: string | null) {
    super(`The address for alerts took no message: ${said ?? problem}`);
    this.problem = problem;
  }
}

/**
 * Sends one message about all alerts that were told since the last one. It is written down after it was taken: whoever is killed
 * in between sends it once more. Throws when the address does not take it, which staff read on the page Alerts.
 */
export async function sendAlertMessage(shop: Shop): Promise<void> {
  const { db, clock, settings } = shop;
  const { webhookUrl, messagesFailSince } = await db.alertSettings.findUniqueOrThrow({ where: { id: 1 } });
  if (webhookUrl === null) return;
  const [opened, over] = await Promise.all([
    db.alert.findMany({
      where: { toldAt: { not: null }, clearedAt: null, messagedAt: null },
      orderBy: { openedAt: "asc" },
    }),
    db.$queryRaw<ToldAlert[]>`
      select id, kind::text as kind, subject, details from alert where messaged_at < clear_told_at order by opened_at`,
  ]);
  const lines = [
    ...opened.map((alert) => lineOf(alert, settings.publicUrl)),
    ...over.map((alert) => `Over: ${escapeMarkup(textOf(alert).title)}.`),
  ];
  if (lines.length === 0) return;
  const ids = [...opened, ...over].map(({ id }) => id);
  const now = clock.now();
  try {
    await post(webhookUrl, messageOf(settings.shopName, lines));
  } catch (error) {
    if (error instanceof MessageNotTaken)
      await db.alertSettings.update({
        where: { id: 1 },
        data: { messageProblem: error.problem, messagesFailSince: messagesFailSince ?? now },
      });
    throw error;
  }
  await db.$transaction([
    db.alert.updateMany({ where: { id: { in: ids } }, data: { messagedAt: now } }),
    db.alertSettings.update({ where: { id: 1 }, data: { messageProblem: null, messagesFailSince: null } }),
  ]);
}

/** Sends a message that says that it is a test. Answers the problem; null: it was taken. */
export async function testAlertMessage(
  { settings }: Shop,
  webhookUrl: string,
): Promise<AlertMessageProblem | null> {
  try {
    await post(webhookUrl, messageOf(settings.shopName, ["This is a test: alerts of the shop come here."]));
    return null;
  } catch (error) {
    if (error instanceof MessageNotTaken) return error.problem;
    throw error;
  }
}

function lineOf(alert: ToldAlert, publicUrl: string): string {
  const { title, advice, path } = textOf(alert);
  return `*${escapeMarkup(title)}.* ${escapeMarkup(advice)} ${publicUrl}/admin${path}`;
}

function messageOf(shopName: string, lines: readonly string[]): string {
  const left = lines.length - maxLines;
  return [
    escapeMarkup(shopName),
    ...lines.slice(0, maxLines),
    ...(left > 0 ? [`… and ${left} more`] : []),
  ].join("\n");
}

/**
 * Slack's incoming webhooks take a JSON object with a `text`, as do those of Mattermost, Rocket.Chat and Discord (with `/slack` at the end).
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/
 */
async function post(url: string, text: string): Promise<void> {
  try {
    const { status } = await fetchText(url, {
      ...{ method: "POST", redirect: "manual", timeoutMs, maxBytes },
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
    });
    if (status < 200 || status > 299) throw new MessageNotTaken("refused", `it answered ${status}`);
  } catch (error) {
    if (error instanceof NoAnswer) throw new MessageNotTaken(error.code, error.said);
    throw error;
  }
}

/** @see https://docs.slack.dev/messaging/formatting-message-text/#escaping */
function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
