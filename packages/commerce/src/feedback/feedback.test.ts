import { buy, openTestShop, runJobs, stockedVariant } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { getHealth } from "../health/get-health.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { orderToken } from "../orders/links.ts";
import { getFeedback, giveFeedback } from "./give-feedback.ts";

const dayMs = 24 * 60 * 60_000;

test("a customer says once how paying went, may think again, and the figure has each order once", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 9 });
  const { orderId } = await buy(shop, { [record]: 1 });
  const { orderId: otherId } = await buy(shop, { [record]: 1 });
  const token = orderToken(shop, orderId);
  const say = (paidWell: boolean, comment = "") => giveFeedback(shop, { token, paidWell, comment });
  const satisfaction = async (range: "24h" | "30d" = "24h") => {
    const { figures } = await getHealth(shop, { range });
    return figures.find(({ name }) => name === "satisfaction");
  };
  // While the order is provisional, nobody knows how it went.
  expect(await getFeedback(shop, { token })).toEqual({ isAsked: false, answer: null });
  await expect(say(true)).rejects.toMatchObject({ code: "FEEDBACK_CLOSED" });
  await runJobs(shop);
  expect(await getFeedback(shop, { token })).toEqual({ isAsked: true, answer: null });
  expect(await satisfaction()).toMatchObject({ value: null, isMet: null });

  // A double press, and one in another tab.
  await Promise.all([say(true), say(true), say(true)]);
  expect(await shop.db.orderFeedback.count()).toBe(1);
  const counted = () =>
    shop.db.healthFigure.findMany({
      where: { name: "satisfaction", span: "hour" },
      orderBy: { label: "asc" },
      select: { label: true, count: true },
    });
  expect(await counted()).toEqual([{ label: "yes", count: 1n }]);
  expect(await satisfaction()).toMatchObject({ value: 1, goal: { is: "above", than: 0.95 }, isMet: true });

  shop.clock.advance(3 * dayMs);
  expect(await say(false, "The page stood still")).toMatchObject({
    answer: { paidWell: false, comment: "The page stood still" },
  });
  await say(false, "The page stood still for a minute");
  expect(await counted()).toEqual([
    { label: "no", count: 1n },
    { label: "yes", count: 0n },
  ]);
  await giveFeedback(shop, {
    token: orderToken(shop, otherId),
    paidWell: true,
    comment: "kept with a no only",
  });
  expect(await satisfaction("30d")).toMatchObject({ value: 0.5, isMet: false });

  const number = (await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).number;
  expect((await getOrderForStaff(shop, { number: `DT-${number}` })).feedback).toEqual({
    paidWell: false,
    comment: "The page stood still for a minute",
    at: expect.stringMatching(/Z$/),
  });
  expect(await getFeedback(shop, { token: orderToken(shop, otherId) })).toEqual({
    isAsked: true,
    answer: { paidWell: true, comment: null },
  });

  // Nobody without the link, and not for ever.
  const [id = ""] = token.split(".");
  for (const wrong of [id, `${id}.`, `${otherId}.${token.split(".")[1]}`]) {
    await expect(getFeedback(shop, { token: wrong })).rejects.toMatchObject({ code: "ORDER_NOT_FOUND" });
    await expect(giveFeedback(shop, { token: wrong, paidWell: false, comment: "" })).rejects.toMatchObject({
      code: "ORDER_NOT_FOUND",
    });
  }
  shop.clock.advance(28 * dayMs);
  expect(await getFeedback(shop, { token })).toMatchObject({ isAsked: false });
  await expect(say(true)).rejects.toMatchObject({ code: "FEEDBACK_CLOSED" });
});
