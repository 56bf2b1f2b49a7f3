import { receiveEvent, webhookEventTypes } from "@dualtrack/commerce";
import { bank } from "./bank.ts";
import { Choices } from "./choices.ts";
import { customer } from "./customer.ts";
import { impossibleSales, judge } from "./judge.ts";
import { Scheduler, type SimulatedProcess } from "./scheduler.ts";
import { runSchedule, schedules } from "./schedules.ts";
import { staff } from "./staff-member.ts";
import type { Stage } from "./stage.ts";
import type { RequestFault } from "./stepped-transport.ts";
import { work } from "./worker.ts";
import type { Slot, World } from "./world.ts";

export interface History {
  /** What is wrong at its end, in words; none: all promises are kept. */
  violations: string[];
  steps: number;
  deadlocks: number;
  trace: Scheduler["trace"];
}

const minuteMs = 60_000;
/** No customer does anything later. */
const horizonMs = 90 * minuteMs;

/** After so many times 40 minutes everything must be settled. */
const mostRounds = 4;

/** Slots: three customers, two workers, and one each for webhooks, schedules and staff. */
const [firstWorker, webhookSlot, scheduleSlot, staffSlot] = [3, 5, 6, 7];

/**
 * Plays one history from its choices: customers buy the same goods, the four triggers come when they come, Stripe and processes fail, and
 * then all is well until nothing happens any more.
 */
export async function playHistory(world: World, choices: Choices): Promise<History> {
  await world.reset();
  const random = Math.random;
  Math.random = sameRandom();
  try {
    return await play(world, choices);
  } finally {
    Math.random = random;
  }
}

async function play(world: World, choices: Choices): Promise<History> {
  const { clock } = world;
  const scheduler = new Scheduler({
    choices,
    clock,
    isBlocked: world.isBlocked,
    onTimeMoved: world.followClock,
  });
  let faultOnceIn: number | null = null;
  const fault = (): RequestFault => {
    if (faultOnceIn === null || !choices.happens(faultOnceIn)) return "none";
    return choices.oneOf(["unsent", "unanswered"]);
  };
  const stage: Stage = {
    ...{ world, choices, scheduler, acknowledged: new Set() },
    begin(slot, name, run) {
      return scheduler.spawn(name, (self) => {
        const opened = world.open(slot, {
          statement: ({ text, backend }, send) => scheduler.step(self, { text, backend, run: send }),
          request: (text, send) =>
            scheduler.step(self, {
              ...{ text, backend: null },
              run: () => {
                const kind = fault();
                if (kind !== "none") scheduler.note(self, `${text} is ${kind}`);
                return send(kind);
              },
            }),
        });
        return run(self, opened);
      });
    },
  };

  for (const at of [0, 1]) keepWorking(stage, firstWorker + at);
  faultOnceIn = choices.oneOf([null, 10, 30, 3]);
  scheduler.weather = {
    switchOnceIn: choices.oneOf([null, 3, 2, 8]),
    killOnceIn: choices.oneOf([null, 200, 60, 25]),
  };
  const hasWebhooks = !choices.happens(4);
  const customers = 1 + choices.pick(3);
  for (let at = 0; at < customers; at += 1)
    stage.begin(at, `customer ${at + 1}`, (self, slot) => customer(stage, self, slot));
  if (hasWebhooks) repeat(choices.pick(6), () => stage.begin(webhookSlot, "webhook", deliverSome(stage)));
  repeat(choices.pick(5), () => stage.begin(scheduleSlot, "schedule", runSchedule(stage)));
  repeat(choices.pick(3), () => stage.begin(staffSlot, "staff", staff(stage)));
  repeat(choices.pick(3), () => scheduler.spawn("bank", bank(stage), { canBeKilled: false }));
  await scheduler.run(horizonMs);

  faultOnceIn = null;
  scheduler.weather = { switchOnceIn: null, killOnceIn: null };
  // Long enough for everything to expire.
  await settle(stage, { until: horizonMs + 3 * 60 * minuteMs, hasWebhooks, names: ["sync", "expiry"] });
  let violations: string[] = [];
  for (let round = 1; round <= mostRounds; round += 1) {
    const until = clock.elapsed + 40 * minuteMs; // long enough for jobs to be tried again
    await settle(stage, { until, hasWebhooks, names: schedules.map(({ name }) => name) });
    violations = await judge(stage);
    if (violations.length === 0) break;
  }
  violations.push(...(await impossibleSales(world)), ...new Set(scheduler.failures));
  const steps = choices.taken.length;
  return { violations, steps, deadlocks: scheduler.deadlocks, trace: scheduler.trace };
}

/** What the code under test draws by itself, such as how long a job is put off, is the same in each history. */
function sameRandom(): () => number {
  const source = new Choices({ seed: 1 });
  return () => source.pick(2 ** 20) / 2 ** 20;
}

interface Settle {
  /** In ms since the history began. */
  until: number;
  hasWebhooks: boolean;
  /** What runs by the clock. */
  names: readonly string[];
}

/** Runs the triggers, and all that follows from them. */
async function settle(stage: Stage, { until, hasWebhooks, names }: Settle): Promise<void> {
  const { world, scheduler } = stage;
  world.clock.moveTo(until - minuteMs);
  await world.followClock();
  if (hasWebhooks) stage.begin(webhookSlot, "webhook", deliverAll(stage));
  stage.begin(scheduleSlot, "schedule", async (self, { shop }) => {
    for (const { name, run } of schedules) {
      if (!names.includes(name)) continue;
      scheduler.note(self, `begins ${name}`);
      await run(shop);
    }
  });
  await scheduler.run(until);
}

/** A worker, and another one in its place when it dies. */
function keepWorking(stage: Stage, slot: number): void {
  const name = `worker ${slot - firstWorker + 1}`;
  const begin = () => stage.begin(slot, name, (self, { shop }) => work(shop, stage.scheduler, self));
  const again = () => void begin().ended.then(again);
  again();
}

/** One after the other, each when the one before has ended, however it did. */
function repeat(times: number, begin: () => SimulatedProcess): void {
  if (times > 0) void begin().ended.then(() => repeat(times - 1, begin));
}

type Run = (self: SimulatedProcess, slot: Slot) => Promise<void>;

/** Stripe calls with what has happened, in order or not, some of it twice. */
function deliverSome(stage: Stage): Run {
  const { choices, scheduler } = stage;
  return async (self, { shop }) => {
    await scheduler.wait(self, choices.oneOf([1_000, 10_000, 5 * minuteMs, 16 * minuteMs]));
    const events = await undelivered(stage);
    for (let left = choices.pick(4) + 1; left > 0 && events.length > 0; left -= 1) {
      const at = choices.happens(3) ? choices.pick(events.length) : 0;
      const event = events[at];
      if (event === undefined) return;
      if (!choices.happens(6)) events.splice(at, 1);
      await deliver(stage, self, { shop, event });
    }
  };
}

function deliverAll(stage: Stage): Run {
  return async (self, { shop }) => {
    for (const event of await undelivered(stage)) await deliver(stage, self, { shop, event });
  };
}

type Event = Awaited<ReturnType<typeof undelivered>>[number];

async function deliver(
  { scheduler, acknowledged }: Stage,
  self: SimulatedProcess,
  { shop, event }: Pick<Slot, "shop"> & { event: Event },
): Promise<void> {
  scheduler.note(self, `delivers ${event.type}`);
  await receiveEvent(shop, event);
  if (!self.isDead) acknowledged.add(event.id);
}

const acted: ReadonlySet<string> = new Set(webhookEventTypes);

/** What Stripe has to tell, the oldest first. */
async function undelivered({ world, acknowledged }: Stage) {
  const { data } = await world.outside.stripe.events.list({ limit: 100 });
  return data.reverse().filter(({ id, type }) => acted.has(type) && !acknowledged.has(id));
}
