import type { Prisma, UnknownPaymentState } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { NotRestorable } from "./not-restorable.ts";

interface SaveUnknownPayment {
  checkoutId: string;
  facts: PaymentFacts;
  state: UnknownPaymentState;
  /** Why its order can't be restored. */
  because?: NotRestorable;
  /** The member of staff who decided. */
  decidedBy?: string;
}

/** Stores the state of a payment whose checkout is unknown. Decisions of staff are kept. */
export async function saveUnknownPayment(
  unit: UnitOfWork,
  { checkoutId, facts, state, because, decidedBy }: SaveUnknownPayment,
): Promise<void> {
  const { tx, now } = unit;
  const { paymentIntentId, status, amount, currency, origin } = facts;
  const { description } = origin;
  const values = {
    status,
    state,
    problem: because?.problem ?? null,
    skus: because?.skus ?? [],
    ...(state === "open" ? {} : { decidedAt: now, decidedBy: decidedBy ?? null }),
  } satisfies Prisma.UnknownPaymentUpdateInput;
  await tx.unknownPayment.upsert({
    where: { paymentIntentId },
    update: values,
    create: {
      ...values,
      paymentIntentId,
      checkoutId,
      amount,
      currency,
      description: origin.title,
      orderNumber: description?.orderNumber ?? null,
      email: description?.email ?? facts.email,
      name: description?.name ?? null,
      paidAt: origin.chargedAt ?? origin.openedAt,
      firstSeenAt: now,
    },
  });
}
