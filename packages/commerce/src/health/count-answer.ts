import { addFigures, type FigureCount } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

interface CountedAnswer {
  /** When it was given first: there it stays counted. */
  answeredAt: Date;
  paidWell: boolean;
  /** What was answered before; undefined: nothing. */
  before: boolean | undefined;
}

/** Counts a customer's answer, or takes it over to the other side, in the caller's transaction: so it is never counted twice. */
export async function countAnswer(
  { tx }: Pick<UnitOfWork, "tx">,
  { answeredAt, paidWell, before }: CountedAnswer,
): Promise<void> {
  const counts = [countOf(paidWell, 1), ...(before === undefined ? [] : [countOf(before, -1)])];
  await addFigures(tx, { at: answeredAt, counts });
}

function countOf(paidWell: boolean, count: number): FigureCount {
  return { name: "satisfaction", label: paidWell ? "yes" : "no", count, sum: 0, max: 0, limits: [] };
}
