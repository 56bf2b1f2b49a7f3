import { openBrowser } from "../apps/server/src/testing/open-browser.ts";
import { paymentOf } from "../apps/server/src/testing/payment-of.ts";

const contact = { email: "customer@example.com", name: "A Customer" };
const shippingAddress = { line1: "1 Long Road", city: "Vienna", postalCode: "1010", country: "AT" };

export interface Load {
  /** Calls that were answered (refusals included), and the errors of those that were not. */
  answered: number;
  failures: string[];
  orders: number;
}

/**
 * Simulates customers, each with their own cart, who read the catalog, fill the cart, check out and pay. `stop` resolves
 * when the last of them has finished.
 */
export function startCustomers(
  url: string,
  { stripe, count }: { stripe: { url: string; secretKey: string }; count: number },
): { load: Load; stop(): Promise<void> } {
  const load: Load = { answered: 0, failures: [], orders: 0 };
  let isStopping = false;
  const call = async <Answer>(name: string, ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await ask();
      load.answered += 1;
      return answer;
    } catch (error) {
      const { data } = error as { data?: { refusal?: object | null } };
      if (data?.refusal) load.answered += 1;
      else load.failures.push(`${name}: ${String(error)}`);
      throw error;
    }
  };
  const buy = async (index: number) => {
    const browser = openBrowser(url);
    const { products } = await call("catalog.list", () => browser.catalog.list.query());
    const { slug } = products[index % products.length] ?? { slug: "" };
    const product = await call("catalog.product", () => browser.catalog.product.query({ slug }));
    const variant = product.variants.find(({ maxQuantity }) => maxQuantity > 0);
    if (variant === undefined) return;
    await call("cart.add", () => browser.cart.add.mutate({ variantId: variant.id, quantity: 1 }));
    const { id: checkoutId, quoteNumber } = await call("checkout.start", () =>
      browser.checkout.start.mutate(),
    );
    const sent = { checkoutId, quoteNumber, contact, shippingAddress };
    const payment = paymentOf(await call("checkout.prepare", () => browser.checkout.prepare.mutate(sent)));
    const { paymentIntentId } = payment;
    const confirmed = await fetch(`${stripe.url}/v1/payment_intents/${paymentIntentId}/confirm`, {
      method: "POST",
      headers: { authorization: `Bearer ${stripe.secretKey}` },
      body: new URLSearchParams({ payment_method: "pm_card_visa", return_url: `${url}/payment/success` }),
    });
    if (!confirmed.ok) throw new Error(`Stripe did not confirm a payment: ${await confirmed.text()}`);
    await call("orders.place", () => browser.orders.place.mutate(payment));
    load.orders += 1;
  };
  const customers = Array.from({ length: count }, async (_, index) => {
    for (let visit = index; !isStopping; visit += count) await buy(visit).catch(() => {});
  });
  return {
    load,
    async stop() {
      isStopping = true;
      await Promise.all(customers);
    },
  };
}
