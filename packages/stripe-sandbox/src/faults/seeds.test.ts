import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openShop, type Shop } from "../testing/open-shop.ts";

const faults = [
  { kind: "api", action: "error", when: "before", rate: 0.3 },
  { kind: "api", action: "error", when: "after", status: 502, rate: 0.3 },
  { kind: "webhook", action: "lose", rate: 0.4 },
  { kind: "webhook", action: "double_event", rate: 0.4 },
];

/** The same calls every time; which faults they met, as one text. */
async function callsOf(shop: Shop, calls: number): Promise<string> {
  const statuses: number[] = [];
  for (let n = 0; n < calls; n++) statuses.push((await shop.call("POST", "/v1/customers")).status);
  return statuses.join(" ");
}

async function outcomeOf(seed: number): Promise<string> {
  await using shop = await openShop();
  await shop.control("POST", "/seed", { seed });
  await shop.control("POST", "/faults", faults);
  const statuses = await callsOf(shop, 25);
  await shop.control("POST", "/deliveries/flush");
  const { deliveries } = await shop.control("GET", "/deliveries");
  const states = (deliveries as unknown as { state: string }[]).map(({ state }) => state).join(" ");
  return `${statuses} | ${states}`;
}

test("the same seed and the same calls meet the same faults, another seed others", async () => {
  const outcome = await outcomeOf(7);
  for (const word of ["200", "500", "502", "lost", "delivered"]) expect(outcome).toContain(word);
  expect(await outcomeOf(7)).toBe(outcome);
  expect(await outcomeOf(8)).not.toBe(outcome);
});

test("the random sequence continues after a restart", async () => {
  const outcome = async (restart: boolean) => {
    const dataDir = await mkdtemp(join(tmpdir(), "stripe-sandbox-"));
    try {
      const first = await openShop({ dataDir });
      await first.control("POST", "/seed", { seed: 3 });
      await first.control("POST", "/faults", faults.slice(0, 2));
      const before = await callsOf(first, 10);
      if (!restart) {
        await using shop = first;
        return `${before} ${await callsOf(shop, 10)}`;
      }
      await first[Symbol.asyncDispose]();
      await using shop = await openShop({ dataDir });
      return `${before} ${await callsOf(shop, 10)}`;
    } finally {
      await rm(dataDir, { recursive: true });
    }
  };
  expect(await outcome(true)).toBe(await outcome(false));
});
