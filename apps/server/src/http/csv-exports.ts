import { exportDeclines, exportDiscountCodes, exportOrders, type Shop } from "@dualtrack/commerce";
import { exportDeclinesInput, exportDiscountCodesInput, exportOrdersInput } from "@dualtrack/contract";
import { Router } from "express";
import { csvExport, type FindStaff } from "./csv-export.ts";

/** The tables that staff may export. */
export function csvExports(shop: Shop, findStaff: FindStaff): Router {
  const router = Router();
  router.get(
    "/orders.csv",
    csvExport(shop, findStaff, {
      name: "orders",
      read: (filter) => exportOrdersInput.safeParse(filter),
      open: exportOrders,
    }),
  );
  router.get(
    "/declines.csv",
    csvExport(shop, findStaff, {
      name: "declines",
      read: (filter) => exportDeclinesInput.safeParse(filter),
      open: exportDeclines,
    }),
  );
  router.get(
    "/discount-codes.csv",
    csvExport(shop, findStaff, {
      name: "discount-codes",
      read: (filter) => exportDiscountCodesInput.safeParse(filter),
      open: exportDiscountCodes,
    }),
  );
  return router;
}
