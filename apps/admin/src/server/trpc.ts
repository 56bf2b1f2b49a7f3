import type { AppRouter } from "@dualtrack/api";
import { createTRPCReact } from "@trpc/react-query";
import type { inferRouterOutputs } from "@trpc/server";

export { trpcClient } from "./client.ts";

/** The hooks for the server's procedures; for pages inside the console's frame. */
export const trpc = createTRPCReact<AppRouter>();

type Views = inferRouterOutputs<AppRouter>;
export type Me = Views["staff"]["me"];
export type AccountView = Views["staff"]["account"];
export type Person = Views["staff"]["list"]["people"][number];
export type Invitation = Views["staff"]["list"]["invitations"][number];
export type ShopSettings = Views["settings"]["public"];
export type Attention = Views["reports"]["attention"];
export type LiveChanges = Views["live"]["changes"] extends AsyncIterable<infer Changes> ? Changes : never;
export type Figures = Views["reports"]["figures"];
export type ListedOrder = Views["orders"]["list"]["orders"][number];
export type Decline = Views["declines"]["list"]["declines"][number];
export type DeclineFigures = Views["declines"]["figures"];
export type DeclineSource = DeclineFigures["addresses"][number];
export type OrderView = Views["orders"]["forStaff"];
export type OrderLine = OrderView["lines"][number];
export type OrderPayment = NonNullable<OrderView["payment"]>;
export type OrderLabel = OrderView["labels"][number];
export type LabelPlan = Views["labels"]["plan"];
export type LabelRate = Views["labels"]["rate"]["rates"][number];
export type Parcels = Views["shipping"]["parcels"];
export type Shipment = OrderView["shipments"][number];
export type OrderDispute = OrderView["disputes"][number];
export type OrderFraudWarning = OrderView["fraudWarnings"][number];
export type OrderReview = OrderView["reviews"][number];
export type ListedDispute = Views["disputes"]["list"]["disputes"][number];
export type DisputeEvidence = Views["disputes"]["evidence"];
export type OrderRefund = OrderView["refunds"][number];
/**
 * The server's type of any JSON is too deep for a component's properties; the page checks what it reads of it anyway.
 */
export type OrderEvent = Omit<OrderView["timeline"][number], "details"> & { details: unknown };
/** With the details of decisions as `OrderEvent` has them. */
export type PaymentTimeline = Omit<Views["orders"]["paymentTimeline"], "entries"> & {
  entries: PaymentTimelineEntry[];
};
type ServerEntry = Views["orders"]["paymentTimeline"]["entries"][number];
export type PaymentTimelineEntry =
  | Exclude<ServerEntry, { kind: "decision" }>
  | (Omit<Extract<ServerEntry, { kind: "decision" }>, "details"> & { details: unknown });
export type ListedDraftOrder = Views["draftOrders"]["list"]["draftOrders"][number];
export type StaffDraftOrder = Views["draftOrders"]["get"];
type HeldCheckouts = Views["reservations"]["byCheckout"];
export type FailedJob = Views["jobs"]["failed"]["jobs"][number];
export type FailedJobCounts = Views["jobs"]["counts"];
export type HeldCheckout = HeldCheckouts["checkouts"][number];
export type HeldVariant = Views["reservations"]["byProduct"]["variants"][number];
export type ReservationFigures = Views["reservations"]["figures"];
export type EndedReservation = Views["reservations"]["history"]["reservations"][number];
export type Released = Views["reservations"]["release"];
export type StockLevel = Views["stock"]["get"];
export type StockMovement = Views["stock"]["movements"]["movements"][number];
export type ListedProduct = Views["products"]["list"]["products"][number];
/** Everything that staff edit of a product; each change answers with all of it. */
export type StaffProduct = Views["products"]["get"];
export type StaffVariant = StaffProduct["variants"][number];
export type StaffFile = StaffVariant["files"][number];
export type StaffPreview = StaffProduct["previews"][number];
export type StaffPicture = StaffProduct["pictures"][number];
export type StaffDrop = NonNullable<Views["drops"]["get"]>;
export type ListedPlace = Views["drops"]["places"]["places"][number];
export type ListedCategory = Views["categories"]["list"]["categories"][number];
/** Everything that staff edit of a category; each change answers with all of it. */
export type StaffCategory = Views["categories"]["get"];
export type ListedResource = Views["resources"]["list"]["resources"][number];
export type ListedBooking = Views["resources"]["bookings"]["bookings"][number];
export type CalendarFeed = Views["resources"]["feeds"]["feeds"][number];
export type OpenTimes = Views["resources"]["openTimes"];
export type StaffResource = Views["resources"]["get"];
export type ShopHours = Views["resources"]["hours"];
/** A booking for a dialog that changes it. */
export type StaffBooking = Views["bookings"]["forStaff"];
export type MoveTimes = Views["bookings"]["moveTimes"];
export type StaffService = Views["products"]["service"];
export type ShippingZones = Views["shipping"]["zones"];
export type ListedZone = ShippingZones["zones"][number];
/** Everything that staff edit of a zone; each change answers with all of it. */
export type StaffZone = Views["shipping"]["zone"];
export type TaxReportRow = Views["reports"]["tax"]["rows"][number];
export type EcSalesRow = Views["reports"]["ecSales"]["rows"][number];
export type ListedInvoice = Views["invoices"]["list"]["invoices"][number];
/** Everything that staff edit on the page "Settings"; each change answers with all of it. */
export type StaffSettings = Views["settings"]["shop"];
/** Everything that staff edit of currencies; each change answers with all of it. */
export type StaffCurrencies = Views["currencies"]["settings"];
/** Everything that staff edit of tax; each change answers with all of it. */
export type StaffTax = Views["tax"]["settings"];
export type ListedDiscount = Views["discounts"]["list"]["discounts"][number];
/** Everything that staff edit of a discount; each change answers with all of it. */
export type StaffDiscount = Views["discounts"]["get"];
export type ListedDiscountCode = Views["discounts"]["codes"]["codes"][number];
export type OrderMail = OrderView["mails"][number];
type ListedAudit = Views["audit"]["list"];
export type AuditEntry = Omit<ListedAudit["entries"][number], "before" | "after"> & {
  before: unknown;
  after: unknown;
};
export type AuditPage = Omit<ListedAudit, "entries"> & { entries: AuditEntry[] };

export type SwitchView = Views["switches"]["list"]["switches"][number];
export type SyncRun = Views["sync"]["run"];
export type SyncItem = SyncRun["items"][number];
export type SyncCounts = SyncRun["counts"];
export type ListedSyncRun = Views["sync"]["runs"]["runs"][number];
export type PendingPayment = Views["sync"]["pending"]["payments"][number];
export type ListedEvent = Views["webhooks"]["list"]["events"][number];
export type EventView = Views["webhooks"]["event"];
export type OpenAlert = Views["alerts"]["open"][number];
export type AlertSettings = Views["alerts"]["settings"];
export type Conversion = Views["health"]["conversion"];
export type Health = Views["health"]["figures"];
export type HealthNow = Views["health"]["now"];
export type LedgerAudit = NonNullable<Views["alerts"]["ledger"]>;
export type UnknownPayment = Views["unknownPayments"]["list"]["open"][number];
export type Payout = Views["payouts"]["get"];
export type PayoutTransaction = Views["payouts"]["transactions"]["transactions"][number];
export type PayoutFigures = Views["payouts"]["figures"];
export type ListedMessage = Views["messages"]["list"]["messages"][number];
export type MessageView = Views["messages"]["get"];
export type Discrepancy = Views["reconciliation"]["discrepancies"]["discrepancies"][number];
export type ReconciliationRun = Views["reconciliation"]["runs"]["runs"][number];
export type WebhookRejection = Views["webhooks"]["rejections"]["rejections"][number];
