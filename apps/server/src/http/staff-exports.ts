import {
  exportConversion,
  exportDeclines,
  exportDiscountCodes,
  exportDiscrepancies,
  exportDownloads,
  exportDraftOrders,
  exportDropPlaces,
  exportEcSalesList,
  exportHealth,
  exportInvoices,
  exportMessages,
  exportOrders,
  exportPayouts,
  exportTaxReport,
  type Shop,
  zipInvoices,
} from "@dualtrack/commerce";
import {
  conversionInput,
  exportDeclinesInput,
  exportDiscountCodesInput,
  exportDiscrepanciesInput,
  exportDraftOrdersInput,
  exportDropPlacesInput,
  exportInvoicesInput,
  exportMessagesInput,
  exportOrdersInput,
  exportPayoutsInput,
  healthInput,
  productDownloadsInput,
  taxReportInput,
} from "@dualtrack/contract";
import { Router } from "express";
import { type FindStaff, staffExport } from "./staff-export.ts";

/** The lists that staff may export. */
export function staffExports(shop: Shop, findStaff: FindStaff): Router {
  const router = Router();
  router.get(
    "/orders.csv",
    staffExport(shop, findStaff, {
      name: "orders",
      read: (filter) => exportOrdersInput.safeParse(filter),
      open: exportOrders,
    }),
  );
  router.get(
    "/declines.csv",
    staffExport(shop, findStaff, {
      name: "declines",
      read: (filter) => exportDeclinesInput.safeParse(filter),
      open: exportDeclines,
    }),
  );
  router.get(
    "/discrepancies.csv",
    staffExport(shop, findStaff, {
      name: "discrepancies",
      read: (filter) => exportDiscrepanciesInput.safeParse(filter),
      open: exportDiscrepancies,
    }),
  );
  router.get(
    "/payouts.csv",
    staffExport(shop, findStaff, {
      name: "payouts",
      read: (filter) => exportPayoutsInput.safeParse(filter),
      open: exportPayouts,
    }),
  );
  router.get(
    "/messages.csv",
    staffExport(shop, findStaff, {
      name: "messages",
      read: (filter) => exportMessagesInput.safeParse(filter),
      open: exportMessages,
    }),
  );
  router.get(
    "/downloads.csv",
    staffExport(shop, findStaff, {
      name: "downloads",
      read: (filter) => productDownloadsInput.safeParse(filter),
      open: exportDownloads,
    }),
  );
  router.get(
    "/draft-orders.csv",
    staffExport(shop, findStaff, {
      name: "draft-orders",
      read: (filter) => exportDraftOrdersInput.safeParse(filter),
      open: exportDraftOrders,
    }),
  );
  router.get(
    "/line.csv",
    staffExport(shop, findStaff, {
      name: "line",
      read: (filter) => exportDropPlacesInput.safeParse(filter),
      open: exportDropPlaces,
    }),
  );
  router.get(
    "/discount-codes.csv",
    staffExport(shop, findStaff, {
      name: "discount-codes",
      read: (filter) => exportDiscountCodesInput.safeParse(filter),
      open: exportDiscountCodes,
    }),
  );
  router.get(
    "/invoices.csv",
    staffExport(shop, findStaff, {
      name: "invoices",
      read: (filter) => exportInvoicesInput.safeParse(filter),
      open: exportInvoices,
    }),
  );
  router.get(
    "/invoices.zip",
    staffExport(shop, findStaff, {
      name: "invoices",
      type: "zip",
      read: (filter) => exportInvoicesInput.safeParse(filter),
      open: zipInvoices,
    }),
  );
  router.get(
    "/tax.csv",
    staffExport(shop, findStaff, {
      name: "tax",
      read: (filter) => taxReportInput.safeParse(filter),
      open: exportTaxReport,
    }),
  );
  router.get(
    "/ec-sales.csv",
    staffExport(shop, findStaff, {
      name: "ec-sales",
      read: (filter) => taxReportInput.safeParse(filter),
      open: exportEcSalesList,
    }),
  );
  router.get(
    "/conversion.csv",
    staffExport(shop, findStaff, {
      name: "conversion",
      isForAll: true,
      read: (filter) => conversionInput.safeParse(filter),
      open: exportConversion,
    }),
  );
  router.get(
    "/health.csv",
    staffExport(shop, findStaff, {
      name: "health",
      isForAll: true,
      read: (filter) => healthInput.safeParse(filter),
      open: exportHealth,
    }),
  );
  return router;
}
