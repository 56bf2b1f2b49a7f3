import type { StaffRole } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** A member of staff who does something, and from where. */
export interface Actor {
  name: string;
  email: string;
  role: StaffRole;
  ip: string | null;
}

interface AuditNote {
  by: Actor;
  /** The command, e.g. `order.refund`. */
  action: string;
  /** What it was done to, as people call it, e.g. `DT-1042`. */
  subject: string;
  before: Prisma.InputJsonObject;
  after: Prisma.InputJsonObject;
  at: Date;
}

/** Notes who did what, in the transaction that does it. A trigger keeps the rows from being changed. */
export async function writeAudit(tx: Tx, { by, ...entry }: AuditNote): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, staffName: by.name, staffEmail: by.email, ip: by.ip } });
}

/** What staff did, newest first; `cursor` is the last id of the page before. */
export async function listAudit(
  shop: Shop,
  { subject, cursor, limit }: { subject?: string | undefined; cursor?: string | undefined; limit: number },
) {
  const rows = await shop.db.auditEntry.findMany({
    where: {
      ...(subject === undefined ? {} : { subject }),
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
