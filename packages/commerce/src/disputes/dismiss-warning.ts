import type { StaffUnit } from "../unit-of-work.ts";

/** Records that staff have looked at a fraud warning and keep the order. Answers false when somebody had before. */
export async function dismissWarning({ tx, now, by }: StaffUnit, fraudWarningId: string): Promise<boolean> {
  const { count } = await tx.fraudWarning.updateMany({
    where: { id: fraudWarningId, dismissedAt: null },
    data: { dismissedBy: by.name, dismissedAt: now },
  });
  return count === 1;
}
