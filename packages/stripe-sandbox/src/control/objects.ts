import { Router } from "express";
import type { Machine } from "../machine/machine.ts";
import { missing } from "../stripe/errors.ts";
import type { StripeObject } from "../stripe/stripe-types.ts";
import { ControlError } from "./control-error.ts";
import { readPage } from "./read-page.ts";
import { readQuery } from "./read-query.ts";

const MOST_FOUND = 20;

/**
 * Any object, read without Stripe's API: no fault applies, nothing is counted, logged or limited. For pages that look
 * on and must not disturb what they look at.
 */
export function objectRoutes({ context }: Machine): Router {
  const router = Router();
  const { store } = context;

  /** `?type=customer`, `?customer=cus_1`, and pages as in Stripe's lists. */
  router.get("/objects", (req, res) => {
    const { type, customer } = readQuery(req);
    if (!type) throw new ControlError(400, "Give a type, such as customer");
    res.json(
      readPage<StripeObject>(context, req.query, {
        type,
        index: customer ? "objects_by_customer" : "objects_by_type",
        conditions: ["type = ?", ...(customer ? ["customer = ?"] : [])],
        values: [type, ...(customer ? [customer] : [])],
      }),
    );
  });

  /** Deleted ones too. `?type=` where the shop may have given the same id to a product and a coupon. */
  router.get("/objects/:id", (req, res) => {
    const id = String(req.params.id);
    const found = store.findAny(id, readQuery(req).type);
    if (!found) throw missing("object", id);
    res.json(found);
  });

  /** What has an id that begins with `?q=`, or is a customer with exactly this e-mail address. */
  router.get("/find", (req, res) => {
    const wanted = String(req.query.q ?? "").trim();
    const rows =
      wanted === ""
        ? []
        : wanted.includes("@")
          ? store.rows(
              `select id, type from objects where type = 'customer' and deleted = 0
               and lower(body ->> '$.email') = ? order by seq desc limit ?`,
              wanted.toLowerCase(),
              MOST_FOUND,
            )
          : store.rows(
              "select id, type from objects where id >= ? and id < ? order by id limit ?",
              wanted,
              // The last character that an id can go on with comes before this one.
              `${wanted}\u{10ffff}`,
              MOST_FOUND,
            );
    res.json({ found: rows.map(({ id, type }) => ({ id, type })) });
  });
  return router;
}
