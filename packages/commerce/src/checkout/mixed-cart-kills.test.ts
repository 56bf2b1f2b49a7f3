import {
  aResource,
  aService,
  contact,
  dieAtStatement,
  digitalVariant,
  fullHour,
  openPayment,
  payAtStripe,
  reservationMs,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  addToCart,
  auditLedger,
  newCartToken,
  placeOrder,
  prepareCheckout,
  type Shop,
  startCheckout,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { expireCheckouts } from "./end-checkout.ts";

/** How often a process dies in one step: other statements in each run, by the seed. */
const deaths = 4;

/** What a customer's record, file and hour are, all of them alike. */
type Whole = "free" | "held" | "sold";

/** A guest's cart with the last record, the last copy of a file, and the only hour of a room. */
async function mixedCart(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 1 });
  const file = await digitalVariant(shop, { copies: 1 });
  const hour = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = fullHour(shop, 1);
  const cartToken = newCartToken();
  for (const item of [{ variantId: record }, { variantId: file }, { variantId: hour, startsAt }])
    await addToCart(shop, { token: cartToken, quantity: 1, ...item });

  async function stockState(variantId: string): Promise<Whole> {
    const { onHand, reserved } = await stockOf(shop, variantId);
    if (reserved > onHand) throw new Error(`${reserved} of ${onHand} are reserved`);
    if (onHand === 0) return "sold";
    return reserved === 1 ? "held" : "free";
  }

  async function hourState(): Promise<Whole> {
    const bookings = await shop.db.booking.findMany({
      where: { variantId: hour, state: { in: ["held", "confirmed"] } },
    });
    const [booking] = bookings;
    expect(bookings.length).toBeLessThanOrEqual(1);
    if (booking === undefined) return "free";
    return booking.state === "held" ? "held" : "sold";
  }

  /** Fails if one of the three differs from the others. */
  async function state(): Promise<Whole> {
    const [first, ...others] = await Promise.all([stockState(record), stockState(file), hourState()]);
    expect(others).toEqual([first, first]);
    return first;
  }
  return { cartToken, state };
}

type Mixed = Awaited<ReturnType<typeof mixedCart>>;

async function started(shop: Shop, mixed: Mixed) {
  const { id, quoteNumber } = await startCheckout(shop, { cartToken: mixed.cartToken });
  const { cartToken } = mixed;
  return { checkoutId: id, cartToken, quoteNumber, contact, shippingAddress };
}

async function paid(shop: TestShop, mixed: Mixed) {
  const { payment } = await openPayment(shop, await started(shop, mixed));
  await payAtStripe(shop, payment.paymentIntentId);
  return payment;
}

interface Step {
  name: string;
  /** Comes to just before the step; answers what the step does with a shop whose process may die. */
  arrive(shop: TestShop, mixed: Mixed): Promise<(dying: Shop) => Promise<unknown>>;
  before: Whole;
  after: Whole;
}

const steps: Step[] = [
  {
    name: "the checkout starts",
    arrive: async (_, mixed) => (dying) => started(dying, mixed),
    ...{ before: "free", after: "held" },
  },
  {
    name: "Pay is pressed",
    async arrive(shop, mixed) {
      const details = await started(shop, mixed);
      return (dying) => prepareCheckout(dying, details);
    },
    ...{ before: "held", after: "held" },
  },
  {
    name: "the browser says that it has paid",
    async arrive(shop, mixed) {
      const payment = await paid(shop, mixed);
      return (dying) => placeOrder(dying, payment);
    },
    ...{ before: "held", after: "held" },
  },
  {
    name: "the payment is settled",
    async arrive(shop, mixed) {
      const { paymentIntentId } = await paid(shop, mixed);
      return (dying) => syncPayment(dying, { paymentIntentId, track: "webhook" });
    },
    ...{ before: "held", after: "sold" },
  },
  {
    name: "the reservation ends",
    async arrive(shop, mixed) {
      await started(shop, mixed);
      shop.clock.advance(reservationMs + 60_000);
      return (dying) => expireCheckouts(dying);
    },
    ...{ before: "held", after: "free" },
  },
];

test.for(steps)(
  "a process dies at any statement while $name: record, file and hour stay together, and the next try ends it",
  async ({ arrive, before, after }, { shop }) => {
    const seed = Number(process.env.SEED ?? Date.now() % 100_000);
    console.info(`SEED=${seed}`);
    const dying = async (nth: number) => {
      const mixed = await mixedCart(shop);
      const step = await arrive(shop, mixed);
      expect(await mixed.state()).toBe(before);
      const when = (nth + seed) % 2 === 0 ? "before" : "after";
      const count = await dieAtStatement(shop, { nth, when }, step);
      expect([before, after]).toContain(await mixed.state());
      await step(shop);
      expect(await mixed.state()).toBe(after);
      return count;
    };
    const statements = await dying(Number.POSITIVE_INFINITY);
    for (let death = 0; death < deaths; death += 1)
      await dying(1 + Math.floor((death * statements + (seed % statements)) / deaths));
    await runJobs(shop);
    expect((await auditLedger(shop)).violations).toEqual([]);
  },
);
