import { appRouter, type Context, type StaffMember } from "@dualtrack/api";
import { newCartToken } from "@dualtrack/commerce";
import { type StaffRole, staffRoles } from "@dualtrack/contract";
import { type TestShop, test } from "@dualtrack/testkit";
import { callTRPCProcedure, type ProcedureType } from "@trpc/server";
import { expect } from "vitest";

/** Who may call what. A procedure that is missing here fails the test, so nobody forgets to decide. */
const everybody = "everybody";
const allowed: Record<string, typeof everybody | readonly StaffRole[]> = {
  "settings.public": everybody,
  "settings.shop": staffRoles,
  "settings.updateShop": ["owner", "manager"],
  "invoices.list": staffRoles,
  "invoices.count": staffRoles,
  "invoices.issueMissing": ["owner", "manager"],
  "catalog.list": everybody,
  "catalog.product": everybody,
  "catalog.categories": everybody,
  "catalog.slots": everybody,
  "categories.list": staffRoles,
  "categories.get": staffRoles,
  "categories.create": ["owner", "manager"],
  "categories.update": ["owner", "manager"],
  "categories.move": ["owner", "manager"],
  "categories.delete": ["owner", "manager"],
  "resources.list": staffRoles,
  "resources.get": staffRoles,
  "resources.create": ["owner", "manager"],
  "resources.update": ["owner", "manager"],
  "resources.archive": ["owner", "manager"],
  "resources.restore": ["owner", "manager"],
  "resources.block": staffRoles,
  "resources.unblock": staffRoles,
  "resources.hours": staffRoles,
  "resources.bookings": staffRoles,
  "resources.updateHours": ["owner", "manager"],
  "products.service": staffRoles,
  "products.updateService": ["owner", "manager"],
  "cart.get": everybody,
  "cart.add": everybody,
  "cart.setLine": everybody,
  "cart.setCurrency": everybody,
  "cart.applyCode": everybody,
  "cart.removeCode": everybody,
  "discounts.list": staffRoles,
  "discounts.get": staffRoles,
  "discounts.codes": staffRoles,
  "discounts.create": ["owner", "manager"],
  "discounts.update": ["owner", "manager"],
  "discounts.pause": ["owner", "manager"],
  "discounts.addCode": ["owner", "manager"],
  "discounts.generateCodes": ["owner", "manager"],
  "discounts.importFromStripe": ["owner", "manager"],
  "checkout.start": everybody,
  "checkout.prepare": everybody,
  "checkout.quote": everybody,
  "checkout.resume": everybody,
  "checkout.extend": everybody,
  "orders.place": everybody,
  "orders.byToken": everybody,
  "orders.watch": everybody,
  "live.changes": staffRoles,
  "orders.list": staffRoles,
  "orders.count": staffRoles,
  "orders.countNew": staffRoles,
  "orders.forStaff": staffRoles,
  "orders.addNote": staffRoles,
  "orders.resendConfirmation": staffRoles,
  "orders.refund": ["owner", "manager"],
  "orders.cancel": ["owner", "manager"],
  "orders.ship": ["owner", "manager"],
  "orders.markDelivered": ["owner", "manager"],
  "orders.correctShipment": ["owner", "manager"],
  "refunds.retry": ["owner", "manager"],
  "refunds.payAnotherWay": ["owner", "manager"],
  "refunds.waive": ["owner", "manager"],
  "refunds.decideGoods": ["owner", "manager"],
  "refunds.returnGoods": ["owner", "manager"],
  "refunds.reclaimGoods": ["owner", "manager"],
  "declines.list": staffRoles,
  "declines.count": staffRoles,
  "declines.figures": staffRoles,
  "disputes.list": staffRoles,
  "disputes.evidence": ["owner", "manager"],
  "disputes.saveEvidence": ["owner", "manager"],
  "disputes.submit": ["owner", "manager"],
  "disputes.accept": ["owner", "manager"],
  "disputes.dismissFraudWarning": ["owner", "manager"],
  "reports.attention": staffRoles,
  "reports.tax": staffRoles,
  "reports.ecSales": staffRoles,
  "reports.figures": staffRoles,
  "reservations.byCheckout": staffRoles,
  "reservations.byProduct": staffRoles,
  "reservations.history": staffRoles,
  "reservations.figures": staffRoles,
  "reservations.extend": ["owner", "manager"],
  "reservations.release": ["owner", "manager"],
  "stock.list": staffRoles,
  "stock.get": staffRoles,
  "stock.movements": staffRoles,
  "stock.receive": ["owner", "manager"],
  "stock.correct": ["owner", "manager"],
  "stock.setThreshold": ["owner", "manager"],
  "shipping.zones": staffRoles,
  "shipping.zone": staffRoles,
  "shipping.createZone": ["owner", "manager"],
  "shipping.updateZone": ["owner", "manager"],
  "shipping.moveZone": ["owner", "manager"],
  "shipping.deleteZone": ["owner", "manager"],
  "shipping.setOrigin": ["owner", "manager"],
  "shipping.tryLiveRates": ["owner", "manager"],
  "shipping.parcels": staffRoles,
  "shipping.updateParcels": ["owner", "manager"],
  "labels.plan": ["owner", "manager"],
  "labels.rate": ["owner", "manager"],
  "labels.buy": ["owner", "manager"],
  "labels.void": ["owner", "manager"],
  "labels.dismissProblem": ["owner", "manager"],
  "currencies.settings": staffRoles,
  "currencies.update": ["owner", "manager"],
  "currencies.updateRates": ["owner", "manager"],
  "tax.settings": staffRoles,
  "tax.update": ["owner", "manager"],
  "tax.dismissRecords": ["owner", "manager"],
  "products.list": staffRoles,
  "products.get": staffRoles,
  "products.create": ["owner", "manager"],
  "products.update": ["owner", "manager"],
  "products.publish": ["owner", "manager"],
  "products.unpublish": ["owner", "manager"],
  "products.move": ["owner", "manager"],
  "products.archiveVariant": ["owner", "manager"],
  "products.restoreVariant": ["owner", "manager"],
  "products.deleteVariant": ["owner", "manager"],
  "products.addPicture": ["owner", "manager"],
  "products.describePicture": ["owner", "manager"],
  "products.movePicture": ["owner", "manager"],
  "products.removePicture": ["owner", "manager"],
  "products.addFile": ["owner", "manager"],
  "products.replaceFile": ["owner", "manager"],
  "products.renameFile": ["owner", "manager"],
  "products.moveFile": ["owner", "manager"],
  "products.removeFile": ["owner", "manager"],
  "staff.me": staffRoles,
  "staff.account": staffRoles,
  "staff.rename": staffRoles,
  "staff.endSession": staffRoles,
  "staff.endOtherSessions": staffRoles,
  "staff.list": ["owner"],
  "staff.invite": ["owner"],
  "staff.resendInvitation": ["owner"],
  "staff.revokeInvitation": ["owner"],
  "staff.changeRole": ["owner"],
  "staff.remove": ["owner"],
  "staff.invitation": everybody,
  "staff.acceptInvitation": everybody,
  "sync.start": ["owner", "manager"],
  "sync.pending": staffRoles,
  "sync.run": staffRoles,
  "sync.progress": staffRoles,
  "sync.runs": staffRoles,
  "webhooks.list": staffRoles,
  "webhooks.countNewer": staffRoles,
  "webhooks.counts": staffRoles,
  "webhooks.event": staffRoles,
  "webhooks.rejections": staffRoles,
  "webhooks.retry": ["owner", "manager"],
  "webhooks.retryAll": ["owner", "manager"],
  "unknownPayments.list": staffRoles,
  "unknownPayments.retry": ["owner", "manager"],
  "unknownPayments.refund": ["owner", "manager"],
  "unknownPayments.ignore": ["owner", "manager"],
  "audit.list": ["owner", "manager"],
};

// Flat at run time ("orders.list"), though its type is nested.
const routes = appRouter._def.procedures as unknown as Record<string, { _def: { type: ProcedureType } }>;
const procedures = Object.keys(routes);

test("every procedure is listed with its roles", () => {
  expect(procedures.sort()).toEqual(Object.keys(allowed).sort());
});

test.for([null, ...staffRoles])("as %s exactly the allowed procedures open", async (role, { shop }) => {
  for (const path of procedures) {
    const callers = allowed[path];
    const mayCall = callers === everybody || (role !== null && callers?.includes(role));
    const refusal = await refusalOf(shop, path, role);
    const closed = role === null ? "NOT_SIGNED_IN" : "NOT_ALLOWED";
    expect([path, refusal === closed]).toEqual([path, !mayCall]);
  }
});

/** Calls a procedure with no input: past the door, bad input is what it says. Answers the refusal's code, if any. */
async function refusalOf(shop: TestShop, path: string, role: StaffRole | null): Promise<string | null> {
  const staff: StaffMember | null = role && {
    id: role,
    name: role,
    email: `${role}@example.com`,
    role,
    sessionId: role,
  };
  const ctx: Context = {
    shop,
    stripe: { publishableKey: "pk_test_x", scriptUrl: null },
    requestId: "test",
    country: null,
    ip: null,
    cartToken: newCartToken(),
    findStaff: async () => staff,
    findStaffNow: async () => staff,
    hashPassword: async (password) => password,
  };
  const type = routes[path]?._def.type ?? "query";
  try {
    await callTRPCProcedure({
      router: appRouter,
      path,
      type,
      ctx,
      getRawInput: async () => undefined,
      signal: undefined,
      batchIndex: 0,
    });
    return null;
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return cause?.code ?? null;
  }
}
