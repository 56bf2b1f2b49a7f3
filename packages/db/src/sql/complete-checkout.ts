import { Prisma } from "../../generated/prisma/client.ts";
import type { CheckoutState } from "../../generated/prisma/enums.ts";
import { pgNotifyOf } from "../bus.ts";
import type { Tx } from "../connect.ts";

interface CompleteCheckout {
  checkoutId: string;
  /** The states that it may have until now. */
  before: readonly CheckoutState[];
  endedAt: Date;
}

/**
 * Records that what a checkout has reserved is ordered, if its state allows it, and tells whoever has its payment link open. One statement, as
 * each payment makes it.
 */
export async function completeCheckout(
  tx: Tx,
  { checkoutId, before, endedAt }: CompleteCheckout,
): Promise<void> {
  await tx.$executeRaw`
    with completed as (
      update checkout set state = 'completed', ended_at = ${endedAt}::timestamptz
      where id = ${checkoutId}::uuid and state::text = any(${before}::text[]) returning id
    )
    select ${pgNotifyOf("draft_order", Prisma.sql`d.id`)}
    from draft_order d join completed c on c.id = d.checkout_id`;
}
