import { addToCart, newCartToken, placeOrder, startCheckout } from "@dualtrack/commerce";
import { debitParams, pressPay, returnUrl } from "../test-shop.ts";
import type { SimulatedProcess } from "./scheduler.ts";
import type { Stage } from "./stage.ts";
import type { Slot } from "./world.ts";

const [secondMs, minuteMs] = [1_000, 60_000];

/** How customers pay; the first is the plainest. */
const cards = [
  "pm_card_visa",
  "pm_card_visa",
  "pm_card_chargeDeclined",
  "pm_card_pendingRefund",
  "pm_card_refundFail",
  "pm_card_createDispute",
  "debit",
] as const;

/** A customer buys one of the goods, with second thoughts, other cards, slowly, and perhaps without coming back. */
export async function customer(
  { world, choices, scheduler }: Stage,
  self: SimulatedProcess,
  { shop, browser }: Slot,
): Promise<void> {
  await scheduler.wait(self, choices.oneOf([0, 0, 10 * minuteMs, 14 * minuteMs]));
  const cartToken = newCartToken();
  const buy = async () => {
    const { id: variantId } = choices.oneOf([world.goods[0], world.goods[1]] as const) ?? { id: "" };
    await addToCart(shop, { token: cartToken, variantId, quantity: 1 });
    const { id: checkoutId } = await startCheckout(shop, { cartToken });
    return pressPay(shop, { checkoutId, cartToken });
  };
  let payment = await buy();
  if (choices.happens(5)) {
    const before = payment;
    await scheduler.wait(self, choices.oneOf([secondMs, 5 * minuteMs]));
    payment = await buy();
    if (choices.happens(2)) payment = before; // in the other tab
  }
  const { paymentIntentId, clientSecret } = payment;
  await scheduler.wait(
    self,
    choices.oneOf([
      5 * secondMs,
      secondMs,
      minuteMs,
      5 * minuteMs,
      14 * minuteMs + 58 * secondMs,
      15 * minuteMs,
      20 * minuteMs,
    ]),
  );
  if (choices.happens(8)) {
    scheduler.note(self, "another amount is set at Stripe");
    await browser.paymentIntents.update(paymentIntentId, { amount: 500 }).catch(() => {}); // it may be over
  }
  const pay = async () => {
    const card = choices.oneOf(cards);
    scheduler.note(self, `pays with ${card}`);
    await browser.paymentIntents.confirm(paymentIntentId, {
      ...(card === "debit" ? debitParams : { payment_method: card }),
      return_url: returnUrl,
    });
  };
  // An answer that was lost is no decline: the page then reports the payment all the same.
  await pay().catch(() => (choices.happens(2) ? pay().catch(() => {}) : undefined));
  if (choices.happens(3)) return; // the browser is closed
  await scheduler.wait(self, choices.oneOf([0, secondMs, minuteMs, 16 * minuteMs]));
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  scheduler.note(self, `has order ${orderId.slice(-4)}`);
  if (choices.happens(3)) await placeOrder(shop, { paymentIntentId, clientSecret });
}
