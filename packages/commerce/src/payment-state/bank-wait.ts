import { bankTimeOf, bankTimes } from "@dualtrack/contract";
import type { PaymentStatus, Prisma } from "@dualtrack/db";
import { addWorkingDays } from "../add-working-days.ts";
import type { Shop } from "../shop.ts";

/** Additional working days, for bank holidays. */
const holidays = 3;

interface WaitingOrder {
  state: string;
  placedAt: Date;
  payments: { status: PaymentStatus; methodType: string | null }[];
}

/** The time in which the customer's bank decides about an order's payment. */
export interface BankWait {
  since: string;
  /** In working days. */
  usualDays: number;
  mostDays: number;
  until: string;
  /** Whether the maximum time has passed, so that staff should check it at Stripe. */
  isOverdue: boolean;
}

/** Null if no bank is deciding. */
export function bankWaitOf(shop: Shop, { state, placedAt, payments }: WaitingOrder): BankWait | null {
  const payment = payments.find(({ status }) => status === "processing");
  if (state !== "processing" || payment === undefined) return null;
  const { usual, most } = bankTimeOf(payment.methodType);
  return {
    since: placedAt.toISOString(),
    usualDays: usual,
    mostDays: most,
    until: addWorkingDays(placedAt, most, shop.settings.timeZone).toISOString(),
    isOverdue: placedAt < latestStart(shop, most),
  };
}

/** Orders whose payment waits for the customer's bank. */
export const waitingForBank = {
  state: "processing",
  checkout: { payments: { some: { status: "processing" } } },
} as const satisfies Prisma.OrderWhereInput;

/** Orders whose bank is still within the maximum time. */
export function waitingInTime(shop: Shop): Prisma.OrderWhereInput {
  const known = Object.keys(bankTimes);
  const isOf = (methodType: string | null, where: Prisma.PaymentWhereInput): Prisma.OrderWhereInput => ({
    placedAt: { gte: latestStart(shop, bankTimeOf(methodType).most) },
    checkout: { payments: { some: { status: "processing", ...where } } },
  });
  return {
    state: "processing",
    OR: [
      ...known.map((methodType) => isOf(methodType, { methodType })),
      isOf(null, { OR: [{ methodType: null }, { methodType: { notIn: known } }] }),
    ],
  };
}

/** Payments that started before this instant are overdue. */
function latestStart(shop: Shop, mostDays: number): Date {
  return addWorkingDays(shop.clock.now(), -(mostDays + holidays), shop.settings.timeZone);
}
