import { exportDeclines, exportOrders, type Shop } from "@dualtrack/commerce";
import { exportDeclinesInput, exportOrdersInput } from "@dualtrack/contract";
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
  return router;
}
