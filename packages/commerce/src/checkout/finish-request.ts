import { bindLog } from "../bind-log.ts";
import { endRequest } from "../checkout-requests/checkout-requests.ts";
import type { Shop } from "../shop.ts";
import { cancelCheckout } from "./end-checkout.ts";

/**
 * Finishes a staff request whose process has died. If the bank decides about the payment, the command would have been
 * refused, so the request is deleted.
 */
export async function finishRequest(unbound: Shop, { requestId }: { requestId: string }): Promise<void> {
  const request = await unbound.db.checkoutRequest.findUnique({ where: { id: requestId } });
  if (request === null) return;
  const { checkoutId, kind } = request;
  const shop = bindLog(unbound, { checkoutId });
  await cancelCheckout(shop, { checkoutId });
  if (await endRequest(shop.db, requestId))
    shop.log.warn({ kind }, "a staff request is dropped, as the bank decides about the payment");
}
