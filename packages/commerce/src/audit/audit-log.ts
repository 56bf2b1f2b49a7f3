import {
  type AuditAction,
  formatDraftOrderNumber,
  formatOrderNumber,
  type ListAudit,
  readDraftOrderNumber,
} from "@dualtrack/contract";
import { escapeLike, type Prisma } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { daysIn } from "../day-in-zone.ts";
import { readOrderNumber } from "../search/read-order-number.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";

interface AuditEntry {
  action: AuditAction;
  /** The name of the object that was changed, e.g. `DT-1042`; one of `auditSubjects` if it has no name. */
  subject: string;
  before: Prisma.InputJsonObject;
  after: Prisma.InputJsonObject;
}

/** Writes an audit entry in the transaction of the action. A trigger prevents later changes of the row. */
export async function writeAudit(
  { tx, by, now }: Pick<StaffUnit, "tx" | "by" | "now">,
  entry: AuditEntry,
): Promise<void> {
  const actor = { staffName: by.name, staffEmail: by.email, ip: by.ip };
  await tx.auditEntry.create({ data: { ...entry, ...actor, at: now } });
}

/** Writes an audit entry of an action outside of our transactions, such as a sign-in. */
export async function recordAudit(shop: Shop, { by, ...entry }: AuditEntry & { by: Actor }): Promise<void> {
  await transactFor(shop, by, (unit) => writeAudit(unit, entry));
}

/**
 * The subjects in the log that a typed text may mean: orders and draft orders have a prefix, SKUs and addresses any case, and the codes of
 * `auditSubjects` underscores.
 */
function spellingsOf(subject: string): string[] {
  const number = readOrderNumber(subject);
  const order = number === null ? [] : [formatOrderNumber(number)];
  // A number alone is an order's.
  const draft = /^d/i.test(subject) ? readDraftOrderNumber(subject) : null;
  const draftOrder = draft === null ? [] : [formatDraftOrderNumber(draft)];
  const lowerCase = subject.toLowerCase();
  return [
    ...[subject, subject.toUpperCase(), lowerCase, lowerCase.replaceAll(" ", "_")],
    ...order,
    ...draftOrder,
  ];
}

/** Audit entries, newest first; `cursor` is the last id of the page before. Days are those of the shop's time zone. */
export async function listAudit(shop: Shop, { cursor, limit, ...filter }: ListAudit) {
  const { subject, person, action, from, to } = filter;
  const rows = await shop.db.auditEntry.findMany({
    where: {
      ...(subject === undefined ? {} : { subject: { in: spellingsOf(subject) } }),
      ...(person === undefined
        ? {}
        : {
            OR: [
              { staffName: { contains: escapeLike(person), mode: "insensitive" } },
              { staffEmail: { contains: escapeLike(person), mode: "insensitive" } },
            ],
          }),
      ...(action === undefined ? {} : { action }),
      at: daysIn(shop.settings.timeZone, { from, to }),
      ...(cursor === undefined ? {} : { id: { lt: BigInt(cursor) } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  return {
    entries: page.map(({ id, at, staffName, staffEmail, ...entry }) => ({
      ...entry,
      id: String(id),
      at: at.toISOString(),
      staff: { name: staffName, email: staffEmail },
    })),
    nextCursor: rows.length > limit ? String(page.at(-1)?.id ?? "") : null,
  };
}
