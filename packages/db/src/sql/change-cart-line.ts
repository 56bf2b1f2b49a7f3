import { randomUUIDv7 } from "node:crypto";
import type { Tx } from "../connect.ts";

interface CartLineChange {
  tokenHash: string;
  /** What `readCart` has answered; null: there was no cart, so this one is created. */
  contents: string | null;
  /** Of a new cart. */
  currency: string;
  variantId: string;
  /** When a bookable service begins; null for everything else. */
  startsAt: Date | null;
  /** 0 removes the line. */
  quantity: number;
  now: Date;
}

/**
 * Sets the quantity of a cart's line, which is added at the end if the cart does not have it. One statement. False: the cart is not
 * as it was read any more, and nothing was changed.
 */
export async function changeCartLine(tx: Tx, change: CartLineChange): Promise<boolean> {
  const { tokenHash, contents, currency, variantId, startsAt, quantity, now } = change;
  const [row] = await tx.$queryRaw<[{ changed: boolean }]>`
    select change_cart_line(${tokenHash}, ${contents}, ${randomUUIDv7()}::uuid, ${currency},
      ${randomUUIDv7()}::uuid, ${variantId}::uuid, ${startsAt}::timestamptz, ${quantity}, ${now}::timestamptz
    ) as changed`;
  return row.changed;
}
