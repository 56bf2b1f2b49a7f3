import { setTimeout as pause } from "node:timers/promises";
import type { SandboxFault } from "../../packages/testkit/src/sandbox-fault.ts";
import type { Choices } from "./choices.ts";
import type { World } from "./world.ts";

/** All that Stripe does to shops, by kind. */
const faults: readonly (readonly [weight: number, fault: SandboxFault])[] = [
  [4, { kind: "webhook", action: "lose", rate: 0.6 }],
  [3, { kind: "webhook", action: "duplicate", rate: 0.5 }],
  [3, { kind: "webhook", action: "delay", rate: 0.5, delayMs: 4_000 }],
  [3, { kind: "webhook", action: "reorder", rate: 0.5 }],
  [2, { kind: "webhook", action: "double_event", rate: 0.4 }],
  [2, { kind: "webhook", action: "corrupt_signature", rate: 0.5 }],
  [4, { kind: "api", action: "error", when: "before", rate: 0.3, status: 500 }],
  [3, { kind: "api", action: "error", when: "after", rate: 0.2, status: 500 }],
  [2, { kind: "api", action: "error", when: "after", rate: 0.15, status: 500, sticky: true }],
  [3, { kind: "api", action: "cut", when: "before", rate: 0.3 }],
  [4, { kind: "api", action: "cut", when: "after", rate: 0.3 }],
  [2, { kind: "api", action: "hang", rate: 0.1 }],
  [2, { kind: "api", action: "rate_limit", rate: 0.4 }],
  [2, { kind: "api", action: "lock_timeout", rate: 0.3 }],
  [3, { kind: "api", action: "latency", rate: 0.5, latencyMs: 1_500 }],
];

/** How often each kind of fault has struck. */
export type Struck = Map<string, number>;

/** Changes every few seconds which of Stripe's faults there are, some at a time and now and then none, until `signal` aborts: then there are none. */
export async function makeWeather(
  { outside }: World,
  choices: Choices,
  { signal, webhooks, everyMs }: { signal: AbortSignal; webhooks: "some" | "none"; everyMs: number },
): Promise<Struck> {
  const struck: Struck = new Map();
  const clear = async () => {
    for (const { kind, action, struck: times } of await outside.faults())
      struck.set(`${kind} ${action}`, (struck.get(`${kind} ${action}`) ?? 0) + times);
    await outside.noFaults();
  };
  await outside.seed(choices.between(1, 2 ** 30));
  while (!signal.aborted) {
    if (webhooks === "none") await outside.fault({ kind: "webhook", action: "lose" });
    else
      for (let left = choices.oneOf([0, 1, 2, 3, 4]); left > 0; left -= 1)
        await outside.fault(choices.weighted(faults));
    if (webhooks === "some" && choices.happens(0.1)) {
      // Time goes forward at Stripe alone: what it does later, it does now.
      await outside.advance(choices.between(5, 60) * 1_000);
      struck.set("clock moved", (struck.get("clock moved") ?? 0) + 1);
    }
    await pause(everyMs * (0.5 + choices.number()), undefined, { signal }).catch(() => {});
    await clear();
  }
  return struck;
}
