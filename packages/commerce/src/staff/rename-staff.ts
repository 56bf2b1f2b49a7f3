import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** Changes the name of the member of staff who calls it. Existing audit entries keep the old name. STAFF_NOT_FOUND. */
export async function renameStaff(
  shop: Shop,
  { staffId, name, by }: { staffId: string; name: string; by: Actor },
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const person = await tx.staff.findUnique({ where: { id: staffId }, select: { name: true } });
    if (person === null) throw new DomainError("STAFF_NOT_FOUND", {});
    if (person.name === name) return;
    await tx.staff.update({ where: { id: staffId }, data: { name } });
    await writeAudit(unit, {
      action: "staff.rename",
      subject: by.email,
      before: { name: person.name },
      after: { name },
    });
  });
}
