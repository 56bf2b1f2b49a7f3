import { setTimeout as pause } from "node:timers/promises";
import { openBrowser } from "../../apps/server/src/testing/open-browser.ts";
import type { Choices } from "./choices.ts";
import { refusalOf } from "./persist.ts";
import type { World } from "./world.ts";

const actions = [
  [5, "refund a part"],
  [3, "refund a line"],
  [3, "cancel"],
  [4, "capture"],
  [3, "cancel a part"],
  [5, "ship"],
  [3, "move a booking"],
  [4, "sync"],
  [2, "sync an order"],
  [6, "flip a switch"],
  [2, "limit checkouts"],
] as const;
type Action = (typeof actions)[number][1];

/** What staff have done, and what the shop refused. */
export interface ClerksWork {
  done: Map<string, number>;
  refused: Map<string, number>;
  unanswered: number;
}

/** Switches that stay on: goods that are sold without being reserved are another promise, with tests of its own. */
const keptOn = ["new_checkouts", "reservations"];

/** Somebody on the staff, who works through the proxy as the console does, until `signal` aborts. Then all is switched on again. */
export async function work(
  world: World,
  choices: Choices,
  { signal, everyMs }: { signal: AbortSignal; everyMs: number },
): Promise<ClerksWork> {
  const clerk = await signIn(world);
  const result: ClerksWork = { done: new Map(), refused: new Map(), unanswered: 0 };
  while (!signal.aborted) {
    const action = choices.weighted(actions);
    try {
      if (await act(clerk, action, choices)) result.done.set(action, (result.done.get(action) ?? 0) + 1);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) result.unanswered += 1;
      else result.refused.set(refusal, (result.refused.get(refusal) ?? 0) + 1);
    }
    await pause(everyMs * (0.5 + choices.number()), undefined, { signal }).catch(() => {});
  }
  return result;
}

/** Switches everything on, as often as it takes. */
export async function switchAllOn(world: World): Promise<void> {
  for (let left = 60; left > 0; left -= 1)
    try {
      const clerk = await signIn(world);
      const { switches } = await clerk.switches.list.query();
      for (const { name, version, isOn } of switches)
        if (name === "new_checkouts")
          await clerk.switches.limitCheckouts.mutate({
            ...{ version, audience: "everybody", percent: null, message: "", reason: "all is well" },
          });
        else if (!isOn) await clerk.switches.set.mutate({ name, version, isOn: true, reason: "all is well" });
      return;
    } catch (error) {
      if (left === 1) throw error;
      await pause(1_000);
    }
}

async function signIn({ cluster: { url }, owner }: World) {
  for (let left = 60; ; left -= 1) {
    const answer = await fetch(`${url}/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: JSON.stringify(owner),
      signal: AbortSignal.timeout(15_000),
    }).catch(() => null);
    const cookies = answer?.ok ? answer.headers.getSetCookie() : [];
    if (cookies.length > 0) return openBrowser(url, { cookies, patienceMs: 20_000 });
    if (left === 0) throw new Error(`Nobody can sign in: ${answer?.status}`);
    await pause(1_000);
  }
}

type Clerk = Awaited<ReturnType<typeof signIn>>;

/** Answers whether there was something to do. */
async function act(clerk: Clerk, action: Action, choices: Choices): Promise<boolean> {
  const draw = choices.number();
  const requestId = crypto.randomUUID();
  if (action === "sync") {
    await clerk.sync.start.mutate({ requestId, scope: "pending" });
    return true;
  }
  if (action === "flip a switch" || action === "limit checkouts") {
    const { switches } = await clerk.switches.list.query();
    if (action === "limit checkouts") {
      const version = switches.find(({ name }) => name === "new_checkouts")?.version ?? 1;
      const share = { audience: "share" as const, percent: 60 };
      const everybody = { audience: "everybody" as const, percent: null };
      const limit = { ...(draw < 0.4 ? share : everybody), message: "", reason: "chaos" };
      await clerk.switches.limitCheckouts.mutate({ version, ...limit });
      return true;
    }
    const flippable = switches.filter(({ name }) => !keptOn.includes(name));
    const chosen = flippable[Math.floor(draw * flippable.length)];
    if (chosen === undefined || chosen.name === "new_checkouts") return false;
    const { name, version, isOn } = chosen;
    await clerk.switches.set.mutate({ name, version, isOn: !isOn, reason: "chaos" });
    return true;
  }
  const filter =
    action === "capture" || action === "cancel a part" ? { paymentStates: ["authorized" as const] } : {};
  const { orders } = await clerk.orders.list.query({ ...filter, limit: 30 });
  const listed = orders[Math.floor(draw * orders.length)];
  if (listed === undefined) return false;
  const order = await clerk.orders.forStaff.query({ number: listed.number });
  const { id: orderId } = order;
  const line = order.lines[Math.floor(draw * order.lines.length)];
  if (action === "sync an order") {
    await clerk.sync.start.mutate({ requestId, scope: { orderNumbers: [order.number] } });
    return true;
  }
  const reason = "requested_by_customer";
  if (action === "refund a part") {
    const amount = Math.max(1, Math.round(order.total.amount / 5));
    await clerk.orders.refund.mutate({ orderId, requestId, amount, lines: [], reason, note: "" });
    return true;
  }
  if (action === "cancel") {
    await clerk.orders.cancel.mutate({ orderId, requestId, note: "" });
    return true;
  }
  if (action === "capture") {
    await clerk.orders.capture.mutate({ orderId });
    return true;
  }
  if (line === undefined) return false;
  const one = { orderLineId: line.id, quantity: 1 };
  if (action === "refund a line") {
    const amount = line.refundAmounts[1] ?? 0;
    if (amount === 0) return false;
    await clerk.orders.refund.mutate({
      ...{ orderId, requestId, amount, reason, note: "" },
      lines: [{ ...one, restock: draw < 0.5 }],
    });
    return true;
  }
  if (action === "cancel a part") {
    await clerk.orders.cancelPart.mutate({
      orderId,
      requestId,
      lines: [{ ...one, restock: true }],
      note: "",
    });
    return true;
  }
  if (action === "ship") {
    const open = order.lines.filter(({ openQuantity }) => openQuantity > 0);
    if (open.length === 0) return false;
    await clerk.orders.ship.mutate({
      ...{ orderId, requestId, carrier: "Post", trackingNumber: null, trackingUrl: null, tellCustomer: true },
      lines: open.map(({ id, openQuantity }) => ({ orderLineId: id, quantity: openQuantity })),
    });
    return true;
  }
  const { booking } = order.lines.find((each) => each.booking !== null) ?? { booking: null };
  if (booking === null) return false;
  const details = await clerk.bookings.forStaff.query({ bookingId: booking.id });
  const resourceId = details.resources[0]?.id;
  if (resourceId === undefined) return false;
  const hours = 1 + Math.floor(draw * 5);
  const startsAt = new Date(Date.parse(booking.startsAt) + hours * 60 * 60_000).toISOString();
  const { id: bookingId, revision } = booking;
  await clerk.bookings.move.mutate({ bookingId, revision, resourceId, startsAt });
  return true;
}
