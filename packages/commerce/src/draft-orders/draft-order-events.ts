import { type AuditAction, formatDraftOrderNumber, formatOrderNumber } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { StoredDraftOrder } from "./draft-order-rows.ts";
import { draftOrderState } from "./draft-order-state.ts";

/** What happened to a draft order. `by` is null where no member of staff did it. */
interface DraftOrderEvent {
  kind:
    | "written"
    | "changed"
    | "sent"
    | "prolonged"
    | "link_renewed"
    | "mailed"
    | "reminded"
    | "opened"
    | "called_off"
    | "expired"
    | "ordered";
  at: string;
  by: string | null;
  /** When it was reserved until, whom the mail went to, why it was called off, or which order it is. */
  detail: { until: string } | { recipient: string } | { reason: string } | { orderNumber: string } | null;
}

const kinds = {
  "draft_order.create": "written",
  "draft_order.update": "changed",
  "draft_order.send": "sent",
  "draft_order.extend": "prolonged",
  "draft_order.renew_link": "link_renewed",
  "draft_order.mail_link": "mailed",
  "draft_order.cancel": "called_off",
} as const satisfies Record<Extract<AuditAction, `draft_order.${string}`>, DraftOrderEvent["kind"]>;

/**
 * What happened to a draft order, in the order of the times: what staff did stands in the audit log, what the customer and the clock did is
 * read from its checkout, its mails and itself.
 */
export async function listDraftOrderEvents(tx: Tx, draft: StoredDraftOrder): Promise<DraftOrderEvent[]> {
  const [entries, reminders] = await Promise.all([
    tx.auditEntry.findMany({
      where: { subject: formatDraftOrderNumber(draft.number), action: { in: Object.keys(kinds) } },
      orderBy: { id: "asc" },
      select: { action: true, at: true, staffName: true, before: true, after: true },
    }),
    tx.mail.findMany({
      where: { draftOrderId: draft.id, kind: "payment_link_reminder" },
      select: { createdAt: true, recipient: true },
    }),
  ]);
  const events: DraftOrderEvent[] = [];
  let isHeld = false;
  for (const { action, at, staffName, before, after } of entries) {
    const kind = kinds[action as keyof typeof kinds];
    const ended = textOf(before, "heldUntil");
    // It was sent again: nobody had paid until then, unless staff had called it off.
    if (kind === "sent" && isHeld && ended !== null)
      events.push({ kind: "expired", at: ended, by: null, detail: null });
    isHeld = kind === "called_off" ? false : isHeld || kind === "sent";
    events.push({ kind, at: at.toISOString(), by: staffName, detail: detailOf(kind, after) });
  }
  for (const { createdAt, recipient } of reminders)
    events.push({ kind: "reminded", at: createdAt.toISOString(), by: null, detail: { recipient } });
  const { openedAt, checkout } = draft;
  if (openedAt !== null) events.push({ kind: "opened", at: openedAt.toISOString(), by: null, detail: null });
  if (checkout !== null && draftOrderState(draft) === "expired")
    events.push({ kind: "expired", at: checkout.expiresAt.toISOString(), by: null, detail: null });
  if (checkout?.order && draftOrderState(draft) === "ordered") {
    const { number, placedAt } = checkout.order;
    const detail = { orderNumber: formatOrderNumber(number) };
    events.push({ kind: "ordered", at: placedAt.toISOString(), by: null, detail });
  }
  return events.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function detailOf(kind: DraftOrderEvent["kind"], after: unknown): DraftOrderEvent["detail"] {
  const [until, recipient, reason] = ["heldUntil", "recipient", "reason"].map((name) => textOf(after, name));
  if ((kind === "sent" || kind === "prolonged") && until) return { until };
  if (kind === "mailed" && recipient) return { recipient };
  return kind === "called_off" && reason ? { reason } : null;
}

/** A text that an audit entry has under this name; null: there is none. */
function textOf(facts: unknown, name: string): string | null {
  if (typeof facts !== "object" || facts === null) return null;
  const value = (facts as Record<string, unknown>)[name];
  return typeof value === "string" ? value : null;
}
