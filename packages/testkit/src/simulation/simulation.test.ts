import { expect, inject, test } from "vitest";
import { simulate } from "./simulate.ts";

/** As long as histories are played, in ms: on a quiet machine some fifty, with other tests beside it fewer. */
const withinMs = 20_000;

test("in histories that a seed has interleaved, with faults, kills, refunds and disputes, all promises are kept", {
  timeout: 600_000, // to make one simpler that fails
}, async () => {
  const given = process.env.SIMULATION_SEED;
  const seed = Number(given ?? Math.floor(Math.random() * 2 ** 31));
  const simulated = await simulate({
    ...{ postgresUrl: inject("postgresUrl"), seed, withinMs, shrinkTries: 60 },
    histories: given === undefined ? 1_000 : 1,
  });
  console.info(`SIMULATION_SEED=${seed}: ${simulated.histories} histories, ${simulated.steps} steps`);
  expect(simulated.failure).toBeNull();
  expect(simulated.histories).toBeGreaterThan(0);
});
