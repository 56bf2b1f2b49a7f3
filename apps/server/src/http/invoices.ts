import {
  countCall,
  DomainError,
  getDocumentOfRefund,
  getInvoice,
  getInvoiceOfOrder,
  type Shop,
} from "@dualtrack/commerce";
import { invoiceNumberSchema, orderToken, refundDocumentSchema } from "@dualtrack/contract";
import { type Request, type RequestHandler, type Response, Router } from "express";
import { callerIp } from "../request/caller-ip.ts";
import type { FindStaff } from "./staff-export.ts";

/**
 * Invoices and what corrects them as PDF. For customers at `/invoices/<order's token>` (its invoice) and
 * `/invoices/<order's token>/<number>.pdf`, and of a refund, as mails link it, at
 * `/invoices/<order's token>/<credit_note or reversal>/<its id>.pdf`; for all staff at `/invoices/staff/<number>.pdf`.
 */
export function invoices(shop: Shop, findStaff: FindStaff): Router {
  const forCustomer = (find: (request: Request, token: string) => Promise<Pdf>): RequestHandler => {
    return async (request, response) => {
      const token = orderToken.safeParse(request.params.token);
      try {
        if (!token.success) throw new DomainError("ORDER_NOT_FOUND", {});
        sendPdf(response, await find(request, token.data));
      } catch (error) {
        if (!isMissing(error)) throw error;
        // Whoever guesses links is slowed down; an order without an invoice is no guess.
        if (error.code === "ORDER_NOT_FOUND")
          await countCall(shop, { call: "wrongLinks", ip: callerIp(request) });
        sayMissing(response);
      }
    };
  };
  const ofOrder = forCustomer(async (request, token) => {
    const number = request.params.file === undefined ? null : numberIn(request.params.file);
    if (number === undefined) throw new DomainError("ORDER_NOT_FOUND", {});
    return getInvoiceOfOrder(shop, { token, number });
  });
  const ofRefund = forCustomer(async (request, token) => {
    const wanted = refundDocumentSchema.safeParse({
      kind: request.params.kind,
      refundId: String(request.params.file).replace(/\.pdf$/, ""),
    });
    if (!wanted.success) throw new DomainError("ORDER_NOT_FOUND", {});
    return getDocumentOfRefund(shop, { token, ...wanted.data });
  });
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
  return Router()
    .get("/staff/:file", forStaff)
    .get("/:token", ofOrder)
    .get("/:token/:file", ofOrder)
    .get("/:token/:kind/:file", ofRefund);
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

interface Pdf {
  number: string;
  pdf: Buffer;
}

function sendPdf(response: Response, { number, pdf }: Pdf): void {
  response.set({
    "Cache-Control": "private, no-store",
    "Content-Disposition": `inline; filename="${number}.pdf"`,
    "X-Robots-Tag": "noindex",
  });
  response.type("application/pdf").send(pdf);
}
