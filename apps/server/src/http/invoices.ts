import { countCall, DomainError, getInvoice, getInvoiceOfOrder, type Shop } from "@dualtrack/commerce";
import { invoiceNumberSchema, orderToken } from "@dualtrack/contract";
import { type RequestHandler, type Response, Router } from "express";
import { callerIp } from "../request/caller-ip.ts";
import type { FindStaff } from "./staff-export.ts";

/**
 * Invoices and what corrects them as PDF. For customers at `/invoices/<order's token>` (its invoice) and
 * `/invoices/<order's token>/<number>.pdf`; for all staff at `/invoices/staff/<number>.pdf`.
 */
export function invoices(shop: Shop, findStaff: FindStaff): Router {
  const ofOrder: RequestHandler = async (request, response) => {
    const token = orderToken.safeParse(request.params.token);
    const number = request.params.file === undefined ? null : numberIn(request.params.file);
    try {
      if (!token.success || number === undefined) throw new DomainError("ORDER_NOT_FOUND", {});
      const invoice = await getInvoiceOfOrder(shop, { token: token.data, number });
      sendPdf(response, invoice);
    } catch (error) {
      if (!isMissing(error)) throw error;
      // Whoever guesses links is slowed down; an order without an invoice is no guess.
      if (error.code === "ORDER_NOT_FOUND")
        await countCall(shop, { call: "wrongLinks", ip: callerIp(request) });
      sayMissing(response);
    }
  };
  const forStaff: RequestHandler = async (request, response) => {
    if ((await findStaff(request.headers)) === null)
      return void response.status(401).type("text").send("Sign in to the admin console first.");
    const number = numberIn(request.params.file);
    try {
      if (number === undefined) throw new DomainError("INVOICE_NOT_FOUND", {});
      sendPdf(response, { number, pdf: await getInvoice(shop, { number }) });
    } catch (error) {
      if (!isMissing(error)) throw error;
      sayMissing(response);
    }
  };
  return Router().get("/staff/:file", forStaff).get("/:token", ofOrder).get("/:token/:file", ofOrder);
}

function numberIn(file: unknown): string | undefined {
  return invoiceNumberSchema.safeParse(String(file).replace(/\.pdf$/, "")).data;
}

function isMissing(error: unknown): error is DomainError {
  return (
    error instanceof DomainError && (error.code === "ORDER_NOT_FOUND" || error.code === "INVOICE_NOT_FOUND")
  );
}

function sayMissing(response: Response): void {
  response.status(404).set("Cache-Control", "no-store").type("text");
  response.send("There is no such invoice. The order's page has links to all that there are.");
}

function sendPdf(response: Response, { number, pdf }: { number: string; pdf: Buffer }): void {
  response.set({
    "Cache-Control": "private, no-store",
    "Content-Disposition": `inline; filename="${number}.pdf"`,
    "X-Robots-Tag": "noindex",
  });
  response.type("application/pdf").send(pdf);
}
