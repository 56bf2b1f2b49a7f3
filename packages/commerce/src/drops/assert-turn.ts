import { type Bus, refusedDrops } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** How long a process believes that the shop has no drop, in ms, should a hint be lost. */
const knownMs = 60_000;

/** Whether the shop has drops, as each process last heard: a shop without any pays nothing for them. */
const knownOf = new WeakMap<Bus, { hasDrops: boolean; at: number }>();

/** NOT_YOUR_TURN, QUANTITY_LIMIT: a drop is in the cart, and its customer may not begin to pay for that. */
export async function assertTurn(shop: Shop, tokenHash: string): Promise<void> {
  if (!(await hasDrops(shop))) return;
  const [refused] = await refusedDrops(shop.db, { tokenHash, now: shop.clock.now() });
  if (refused === undefined) return;
  const { title, slug, max, isTurn } = refused;
  throw isTurn
    ? new DomainError("QUANTITY_LIMIT", { max })
    : new DomainError("NOT_YOUR_TURN", { title, slug });
}

async function hasDrops({ db, bus }: Shop): Promise<boolean> {
  const known = knownOf.get(bus);
  if (known !== undefined && performance.now() - known.at < knownMs) return known.hasDrops;
  if (known === undefined) bus.subscribeAll("drop", () => forget(bus));
  const at = performance.now();
  knownOf.set(bus, { hasDrops: true, at: Number.NEGATIVE_INFINITY }); // what changes while it is read is not lost
  const found = await db.drop.findFirst({ select: { productId: true } });
  knownOf.set(bus, { hasDrops: found !== null, at });
  return found !== null;
}

function forget(bus: Bus): void {
  knownOf.set(bus, { hasDrops: true, at: Number.NEGATIVE_INFINITY });
}
