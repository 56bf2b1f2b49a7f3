import { expect, inject, test } from "vitest";
import { simulate } from "./simulate.ts";

/** The first of them is always the same, so that this fails only if something has changed; `pnpm simulate` plays others. */
const firstSeed = 1;

/** So many, or fewer on a slow machine: as long as they are played, in ms. */
const histories = 40;
const withinMs = 20_000;

test("in histories that a seed has interleaved, with faults, kills, refunds and disputes, all promises are kept", {
  timeout: 600_000, // to make one simpler that fails
}, async () => {
  const given = process.env.SIMULATION_SEED;
  const seed = Number(given ?? firstSeed);
  const simulated = await simulate({
    ...{ postgresUrl: inject("postgresUrl"), seed, withinMs, shrinkTries: 60 },
    histories: given === undefined ? histories : 1,
  });
  console.info(`SIMULATION_SEED=${seed}: ${simulated.histories} histories, ${simulated.steps} steps`);
  expect(simulated.failure).toBeNull();
  expect(simulated.histories).toBeGreaterThan(0);
});
