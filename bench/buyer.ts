import { Agent, request } from "node:http";

/** How long each step of a checkout took, in ms. */
export interface Steps {
  add: number;
  start: number;
  prepare: number;
  /** The card's confirmation at the sandbox. */
  stripe: number;
  place: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const contact = { email: "customer@example.com", name: "A Customer" };
const shippingAddress = { line1: "1 Long Road", city: "Vienna", postalCode: "1010", country: "AT" };

/**
 * A guest who sends what the storefront's pages send, with as little work as possible, as buyers and server share the machine. `address` is
 * the customer's IP address for a server that trusts this machine as its proxy.
 */
export function openBuyer(
  url: string,
  { stripe, address }: { stripe: { url: string; secretKey: string }; address: string },
) {
  let cookie = "";
  /** The answer's data; null: the shop has refused, with this code. */
  const ask = async (procedure: string, input: object | null): Promise<Answered> => {
    const body = input === null ? "" : JSON.stringify(input);
    const headers = { "content-type": "application/json", "x-forwarded-for": address, cookie };
    const answer = await post(`${url}/trpc/${procedure}`, { headers, body });
    const [given] = answer.cookies;
    if (given !== undefined) cookie = given.split(";")[0] ?? "";
    const { result, error } = JSON.parse(answer.text) as TrpcAnswer;
    if (result !== undefined) return { data: result.data, refusal: null };
    const refusal = error?.data?.refusal?.code;
    if (refusal === undefined) throw new Error(`${procedure}: ${answer.status} ${answer.text}`);
    return { data: null, refusal };
  };
  const call = async (procedure: string, input: object | null): Promise<Record<string, unknown>> => {
    const { data, refusal } = await ask(procedure, input);
    if (data === null) throw new Error(`${procedure}: ${refusal}`);
    return data;
  };
  const add = (variantId: string) => call("cart.add", { variantId, quantity: 1 });
  return {
    /** Puts one unit into the cart. */
    add,
    /** Starts the checkout; the code of the refusal, or null if everything in the cart is reserved. */
    async start(): Promise<string | null> {
      return (await ask("checkout.start", null)).refusal;
    },
    /** Checks out one unit, enters an address, and answers how long the price for it took, in ms. */
    async reprice(variantId: string): Promise<number> {
      await add(variantId);
      const { id: checkoutId } = await call("checkout.start", null);
      const { country, postalCode } = shippingAddress;
      const from = performance.now();
      await call("checkout.quote", { checkoutId, destination: { country, postalCode } });
      return performance.now() - from;
    },
    /** Buys one unit; answers how long each step took. */
    async buy(variantId: string): Promise<Steps> {
      const steps: Steps = { add: 0, start: 0, prepare: 0, stripe: 0, place: 0 };
      const step = async <Answer>(name: keyof Steps, run: () => Promise<Answer>): Promise<Answer> => {
        const from = performance.now();
        const answer = await run();
        steps[name] = performance.now() - from;
        return answer;
      };
      await step("add", () => add(variantId));
      const { id: checkoutId, quoteNumber } = await step("start", () => call("checkout.start", null));
      const pressed = { checkoutId, quoteNumber, contact, shippingAddress };
      const { payment } = await step("prepare", () => call("checkout.prepare", pressed));
      const { paymentIntentId, clientSecret } = payment as { paymentIntentId: string; clientSecret: string };
      await step("stripe", async () => {
        const { status, text } = await post(`${stripe.url}/v1/payment_intents/${paymentIntentId}/confirm`, {
          headers: {
            authorization: `Bearer ${stripe.secretKey}`,
            "content-type": "application/x-www-form-urlencoded",
          },
          body: `payment_method=pm_card_visa&return_url=${encodeURIComponent(`${url}/payment/success`)}`,
        });
        if (status !== 200) throw new Error(`Stripe did not confirm a payment: ${text}`);
      });
      await step("place", () => call("orders.place", { paymentIntentId, clientSecret }));
      return steps;
    },
  };
}

type Answered = { data: Record<string, unknown>; refusal: null } | { data: null; refusal: string };

interface TrpcAnswer {
  result?: { data: Record<string, unknown> };
  error?: { data?: { refusal?: { code: string } } };
}

interface Answer {
  status: number;
  cookies: string[];
  text: string;
}

function post(
  address: string,
  { headers, body }: { headers: Record<string, string>; body: string },
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const sent = request(address, { method: "POST", agent, headers }, (response) => {
    const parts: Buffer[] = [];
    response.on("data", (part: Buffer) => parts.push(part));
    response.on("error", reject);
    response.on("end", () =>
      resolve({
        status: response.statusCode ?? 0,
        cookies: response.headers["set-cookie"] ?? [],
        text: Buffer.concat(parts).toString("utf8"),
      }),
    );
  });
  sent.on("error", reject);
  sent.end(body);
  return promise;
}
