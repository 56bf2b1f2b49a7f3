import { isLiveCheckout } from "../checkouts/states.ts";
import { DomainError } from "../domain-error.ts";
import { orderPath } from "../orders/links.ts";
import type { Shop } from "../shop.ts";
import type { PricedCheckoutRow } from "./queries.ts";

/** Refuses a checkout that has ended. ALREADY_PAID, HOLD_RELEASED, HOLD_EXPIRED. */
export function assertPayable(shop: Shop, checkout: PricedCheckoutRow): void {
  if (checkout.order !== null && checkout.state === "completed")
    throw new DomainError("ALREADY_PAID", { orderPath: orderPath(shop, checkout.order.id) });
  const live = isLiveCheckout(checkout.state);
  if (!live && checkout.endedBy !== null) throw new DomainError("HOLD_RELEASED", {});
  if (!live || checkout.expiresAt <= shop.clock.now()) throw new DomainError("HOLD_EXPIRED", {});
}
