import type { StaffUnit } from "../unit-of-work.ts";

/** Records that staff have dismissed a fraud warning. Answers false if it was dismissed before. */
export async function dismissWarning({ tx, now, by }: StaffUnit, fraudWarningId: string): Promise<boolean> {
  const { count } = await tx.fraudWarning.updateMany({
    where: { id: fraudWarningId, dismissedAt: null },
    data: { dismissedBy: by.name, dismissedAt: now },
  });
  return count === 1;
}
