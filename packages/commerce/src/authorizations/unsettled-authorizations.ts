import type { Prisma } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { endingAuthorizations, lostCaptures, refusedCaptures } from "./authorization-attention.ts";

interface OfOrder {
  orderNumber: number | null;
}

/** The orders that need attention for their authorization: it ends soon, Stripe has refused to capture it, or it was lost. */
export async function unsettledAuthorizations(
  shop: Shop,
  { limit: take }: { limit: number },
): Promise<{ ending: OfOrder[]; refused: OfOrder[]; lost: OfOrder[] }> {
  const find = async (where: Prisma.PaymentAuthorizationWhereInput) =>
    shop.db.paymentAuthorization.findMany({
      ...{ where, take },
      select: { payment: { select: { checkout: { select: { order: { select: { number: true } } } } } } },
    });
  const [ending, refused, lost] = await Promise.all([
    find(endingAuthorizations(shop)),
    find(refusedCaptures),
    shop.db.order.findMany({ where: lostCaptures(shop), take, select: { number: true } }),
  ]);
  const numbered = (rows: typeof ending) =>
    rows.map(({ payment }) => ({ orderNumber: payment.checkout.order?.number ?? null }));
  return {
    ending: numbered(ending),
    refused: numbered(refused),
    lost: lost.map(({ number }) => ({ orderNumber: number })),
  };
}
