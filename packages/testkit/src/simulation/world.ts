import { createStripe, createStripeStatus, reconcile, type Shop } from "@dualtrack/commerce";
import { connect, type Db, ourSession } from "@dualtrack/db";
import pg from "pg";
import Stripe from "stripe";
import type { Sandbox } from "stripe-sandbox";
import { silentLog } from "../test-log.ts";
import { openTestShop, quickTimes, stockedVariant } from "../test-shop.ts";
import { observeSales, takeSeenSales } from "./observe-sales.ts";
import { type StatementGate, steppedClient } from "./stepped-client.ts";
import { type RequestGate, SteppedTransport } from "./stepped-transport.ts";
import { isBlocked, snapshotOf } from "./tables.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** What the processes of a history run on. A process has one of them at a time, and its connections. */
export interface Slot {
  shop: Shop;
  /** Stripe as a customer's browser reaches it: without our retries. */
  browser: Stripe;
}

interface Gates {
  statement: StatementGate;
  request: RequestGate;
}

/** One database and one sandbox for many histories, one after the other. */
export interface World extends AsyncDisposable {
  clock: VirtualClock;
  /** The shop without any gate, for what stands outside of a history. */
  outside: Shop;
  /** What plays the bank. */
  sandbox: Sandbox;
  /** Two kinds of goods: variants' ids. `onHand` of each when a history begins. */
  goods: { id: string; onHand: number }[];
  slots: number;
  /** A slot's shop for one history. */
  open(slot: number, gates: Gates): Slot;
  isBlocked(backend: number): Promise<boolean>;
  /** Gives the sandbox the clock's time: what falls due on the way happens there. */
  followClock(): Promise<void>;
  /** The states in which sales were left by a commit since the last reset, see the state model. */
  seenSales(): Promise<string[]>;
  /** Everything is as it was before the first history. */
  reset(): Promise<void>;
}

/** Requests have no budget: its pauses are real time. */
const noBudget: Shop["stripeTurns"] = {
  take: async () => {},
  refused: () => {},
  ask: async () => ({ rate: 1_000, hasLine: false }),
  joined: () => {},
  close: async () => {},
};

const slots = 8;

export async function openWorld(postgresUrl: string): Promise<World> {
  const testShop = await openTestShop({ postgresUrl });
  const { sandbox, databaseUrl } = testShop;
  const clock = new VirtualClock();
  const outside: Shop = { ...testShop, clock, log: silentLog };
  const goods: World["goods"] = [];
  for (const onHand of [2, 1]) goods.push({ id: await stockedVariant(outside, { onHand }), onHand });
  const gates: (StatementGate | null)[] = Array.from({ length: slots }, () => null);
  const dbs: Db[] = gates.map((_, slot) => {
    // One connection: several would come in the order in which they happen to be opened.
    const gate: StatementGate = (statement, run) => gates[slot]?.(statement, run) ?? run();
    return connect(databaseUrl, { maxConnections: 1, maxWaitMs: 60_000, Client: steppedClient(gate) });
  });
  await Promise.all(dbs.map((db) => db.$queryRaw`select`));
  const client = new pg.Client({ connectionString: ourSession(databaseUrl) });
  await client.connect();
  const putBack = await snapshotOf(client);
  await observeSales(client);
  // Each client remembers what it has read of the shop, which this reads: or a history would have other steps than the same one later.
  for (const db of dbs) await reconcile({ ...outside, db }, { windowMs: 0 });
  const { secretKey, url } = sandbox;
  const { hostname, port } = new URL(url);
  return {
    clock,
    outside,
    sandbox,
    goods,
    slots,
    open(slot, { statement, request }) {
      const db = dbs[slot];
      if (db === undefined) throw new Error(`There is no slot ${slot}`);
      gates[slot] = statement;
      const transport = new SteppedTransport(request);
      const own = { db, clock, log: silentLog };
      const stripe = createStripe({
        secretKey,
        apiBase: url,
        status: createStripeStatus(own),
        turns: noBudget,
        times: quickTimes,
        transport,
      });
      const at = { protocol: "http", host: hostname, port: Number(port) } as const;
      const browser = new Stripe(secretKey, {
        ...at,
        httpClient: transport,
        maxNetworkRetries: 0,
        telemetry: false,
      });
      return { shop: { ...outside, ...own, stripe, stripeTurns: noBudget }, browser };
    },
    isBlocked: (backend) => isBlocked(client, backend),
    seenSales: () => takeSeenSales(client),
    async followClock() {
      await sandbox.control("POST", "/clock", { now: clock.now().toISOString() });
    },
    async reset() {
      gates.fill(null);
      clock.reset();
      await client.query(putBack);
      await takeSeenSales(client);
      await sandbox.control("POST", "/reset");
      await sandbox.control("POST", "/clock", { freeze: true, now: clock.now().toISOString() });
    },
    async [Symbol.asyncDispose]() {
      await client.end();
      for (const db of dbs) await db.$disconnect();
      await testShop[Symbol.asyncDispose]();
    },
  };
}
