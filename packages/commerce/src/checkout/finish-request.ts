import { bindLog } from "../bind-log.ts";
import { endRequest } from "../checkout-requests/checkout-requests.ts";
import type { Shop } from "../shop.ts";
import { cancelCheckout } from "./end-checkout.ts";

/**
 * Finishes what staff have asked for and nobody has finished: their process died on the way. While the bank decides
 * about the payment, it would have been refused; so it is given up.
 */
export async function finishRequest(unbound: Shop, { requestId }: { requestId: string }): Promise<void> {
  const request = await unbound.db.checkoutRequest.findUnique({ where: { id: requestId } });
  if (request === null) return;
  const { checkoutId, kind } = request;
  const shop = bindLog(unbound, { checkoutId });
  await cancelCheckout(shop, { checkoutId });
  if (await endRequest(shop.db, requestId))
    shop.log.warn({ kind }, "what staff had asked for is given up: the bank decides about the payment");
}
