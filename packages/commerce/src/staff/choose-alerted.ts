import type { StaffUnit } from "../unit-of-work.ts";

/**
 * Sets who of the staff gets alerts and warnings about money by mail: those with these ids, and nobody else. Ids of nobody count for nothing.
 * Answers their addresses before and now.
 */
export async function chooseAlerted(
  { tx }: StaffUnit,
  staffIds: readonly string[],
): Promise<{ before: string[]; after: string[] }> {
  const alerted = () =>
    tx.staff
      .findMany({ where: { getsAlerts: true }, orderBy: { email: "asc" }, select: { email: true } })
      .then((people) => people.map(({ email }) => email));
  const before = await alerted();
  await tx.staff.updateMany({
    where: { getsAlerts: true, id: { notIn: [...staffIds] } },
    data: { getsAlerts: false },
  });
  await tx.staff.updateMany({
    where: { getsAlerts: false, id: { in: [...staffIds] } },
    data: { getsAlerts: true },
  });
  return { before, after: await alerted() };
}
