import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { createLive } from "../core/live.ts";
import type { StripeObject } from "../stripe/stripe-types.ts";
import { openStore } from "./store.ts";

const folder = mkdtempSync(join(tmpdir(), "stripe-sandbox-store-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openStore(folder, createLive());

function eventAbout(id: string) {
  const event = { id: `evt_${id}`, object: "event", type: "customer.created", data: { object: { id } } };
  return event as unknown as StripeObject & { data: { object: { id: string } } };
}

test("of transactions that share a commit, one that fails takes only its own back", async () => {
  const store = open();
  const write = (id: string, fails: boolean) =>
    store.transaction(
      () => {
        store.insert(eventAbout(id), null, 1);
        if (fails) throw new Error("no");
      },
      { jointly: true },
    );
  write("cus_1", false);
  expect(() => write("cus_2", true)).toThrow("no");
  write("cus_3", false);
  const other = new DatabaseSync(join(folder, "sandbox.sqlite"));
  const seen = () => other.prepare("select id from objects order by seq").all();
  expect(seen()).toEqual([]);
  await store.saved();
  expect(seen()).toMatchObject([{ id: "evt_cus_1" }, { id: "evt_cus_3" }]);
  other.close();
  store.close();
});

test("events can be read after a restart, also when the first of their type was taken back", () => {
  const store = open();
  const first = () =>
    store.transaction(() => {
      store.insert(eventAbout("cus_1"), null, 1);
      throw new Error("no");
    });
  expect(first).toThrow("no");
  store.insert(eventAbout("cus_2"), null, 1);
  store.close();
  const again = open();
  expect(again.find("event", "evt_cus_2")).toEqual(eventAbout("cus_2"));
  again.close();
});
