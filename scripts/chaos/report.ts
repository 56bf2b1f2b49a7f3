import type { ChaosReport } from "./run-chaos.ts";

/** How many examples of what breaks a promise are shown. */
const shown = 5;

/** The report as a person reads it. */
export function reportText(report: ChaosReport): string {
  const { seed, seconds, customers, payments, orders, provisional, agreementSeconds, mails, staff } = report;
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ") || "none";
  const at = (value: number) => `${value.toFixed(1)} s`;
  return [
    `seed ${seed}, ${seconds} s: ${customers} customers, ${payments} payments, ${orders} orders`,
    ...report.ways.map(
      ({ way, payments, orders, returned }) =>
        `  paid on     ${way}: ${payments} payments, ${orders} for orders that stand, ${returned} returned in full`,
    ),
    `  faults      ${list(report.faults)}`,
    `  kills       ${list(report.kills)}`,
    `  staff       ${list(staff.done)}; refused ${list(staff.refused)}; ${staff.unanswered} without an answer`,
    `  mails       ${mails.received}, ${mails.inGap} in SMTP's gap`,
    `  provisional median ${at(provisional.median)}, p95 ${at(provisional.p95)}, longest ${at(provisional.longest)}, of ${provisional.orders} orders`,
    `  agreement   ${agreementSeconds === null ? "never" : `${at(agreementSeconds)} after the last fault`}`,
    `  ends        ${list(report.ends)}`,
    ...report.kept.flatMap(({ promise, broken }) => [
      `  ${broken.length === 0 ? "kept  " : "BROKEN"}      ${promise}: ${broken.length}`,
      ...broken.slice(0, shown).map((each) => `                ${each}`),
    ]),
  ].join("\n");
}

/** Whether every promise was kept, and the shop came to agree with Stripe. */
export function isKept({ kept, agreementSeconds }: ChaosReport): boolean {
  return agreementSeconds !== null && kept.every(({ broken }) => broken.length === 0);
}
