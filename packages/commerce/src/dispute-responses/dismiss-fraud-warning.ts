import { formatOrderNumber } from "@dualtrack/contract";
import { lockCheckout } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { dismissWarning } from "../disputes/dismiss-warning.ts";
import { DomainError } from "../domain-error.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

interface DismissFraudWarning {
  fraudWarningId: string;
  note: string;
  by: Actor;
}

/** Dismisses a fraud warning: staff keep the order. A repeated call changes nothing. FRAUD_WARNING_NOT_FOUND. */
export async function dismissFraudWarning(
  shop: Shop,
  { fraudWarningId: id, note, by }: DismissFraudWarning,
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const found = await tx.fraudWarning.findUnique({
      where: { id },
      select: { payment: { select: { checkoutId: true } } },
    });
    if (found === null) throw new DomainError("FRAUD_WARNING_NOT_FOUND", {});
    const { checkoutId } = found.payment;
    await lockCheckout(tx, checkoutId);
    if (!(await dismissWarning(unit, id))) return;
    const order = await tx.order.findUnique({ where: { checkoutId }, select: { id: true, number: true } });
    const details = { by: by.name, note };
    if (order !== null)
      await recordOnTimeline(unit, order.id, {
        ...{ kind: "fraud_warning_dismissed", stripeId: id, details },
      });
    await writeAudit(unit, {
      ...{ action: "fraud_warning.dismiss" },
      subject: order === null ? id : formatOrderNumber(order.number),
      before: { warning: id },
      after: { warning: id, kept: true, note },
    });
  });
}
