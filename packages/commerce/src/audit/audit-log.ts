import { type AuditAction, formatOrderNumber, type ListAudit } from "@dualtrack/contract";
import { escapeLike, type Prisma } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { daysIn } from "../day-in-zone.ts";
import { readOrderNumber } from "../search/read-order-number.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";

interface AuditEntry {
  action: AuditAction;
  /** What it was done to, as people call it, e.g. `DT-1042`; one of `auditSubjects` where it has no name. */
  subject: string;
  before: Prisma.InputJsonObject;
  after: Prisma.InputJsonObject;
}

/** Writes who did what, in the transaction that does it. A trigger keeps the rows from being changed. */
export async function writeAudit({ tx, by, now }: StaffUnit, entry: AuditEntry): Promise<void> {
  const who = { staffName: by.name, staffEmail: by.email, ip: by.ip };
  await tx.auditEntry.create({ data: { ...entry, ...who, at: now } });
}

/** Writes what was done outside of a transaction of ours, such as a sign-in. */
export async function recordAudit(shop: Shop, { by, ...entry }: AuditEntry & { by: Actor }): Promise<void> {
  await transactFor(shop, by, (unit) => writeAudit(unit, entry));
}

/**
 * How the log may call what somebody typed: orders have letters before their number, SKUs and addresses any case, and
 * what has no name is a code (`declined_payments`).
 */
function spellingsOf(subject: string): string[] {
  const number = readOrderNumber(subject);
  const order = number === null ? [] : [formatOrderNumber(number)];
  const small = subject.toLowerCase();
  return [subject, subject.toUpperCase(), small, small.replaceAll(" ", "_"), ...order];
}

/** What staff did, newest first; `cursor` is the last id of the page before. Days are the shop's. */
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
