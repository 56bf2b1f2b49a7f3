import {
  type AuditSubject,
  type ExportOrders,
  type Money,
  type PaymentMethod,
  paymentMethodLabel,
} from "@dualtrack/contract";
import type { BookingState } from "@dualtrack/db";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat, decimal } from "../csv-cells.ts";
import { baseAmount, type OrderRate, orderRate, orderRateFields } from "../currencies/base-amount.ts";
import { inZone } from "../day-in-zone.ts";
import { customerDetailSelect, customerDetailsView } from "../orders/customer-details.ts";
import { type PaymentMethodRow, paymentMethodView } from "../payment-state/payment-method-view.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { discountsView } from "../quotes/read-discounts.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import { readQuotedRate } from "../shipping/quoted-rate.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { countOrders } from "./count-orders.ts";
import { type ListedOrder, listOrders } from "./list-orders.ts";

/** Rows in memory at a time. */
const pageSize = 500;

/**
 * Records the export in the audit log, then yields the orders as CSV. Each page is read from the database when the consumer
 * asks for it. Pages follow the list's order, so an order that is placed meanwhile may be missing, and none occurs twice.
 */
export async function exportOrders(
  shop: Shop,
  { by, ...query }: ExportOrders & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const orders = await countOrders(shop, query);
  const filter = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "orders.export",
      subject: "orders" satisfies AuditSubject,
      before: {},
      after: { orders, filter },
    }),
  );
  return csvPages(shop, query);
}

async function* csvPages(shop: Shop, query: ExportOrders): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  let cursor: string | undefined;
  do {
    const page = await listOrders(shop, { ...query, cursor, limit: pageSize });
    const rows = await withDetails(shop, page.orders);
    if (rows.length > 0) yield stringify(rows.map(cellsOf), csvFormat);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

type ExportedOrder = Awaited<ReturnType<typeof withDetails>>[number];

const sumFields = {
  subtotalAmount: true,
  discountAmount: true,
  discounts: true,
  shippingAmount: true,
  taxAmount: true,
  taxBehavior: true,
  taxes: true,
} as const;

/** Adds the data that the list does not have: everything that the customer entered, and the parts of the total. */
async function withDetails(shop: Shop, orders: ListedOrder[]) {
  const found = await shop.db.order.findMany({
    where: { id: { in: orders.map(({ id }) => id) } },
    select: {
      id: true,
      ...customerDetailSelect,
      paymentIntentId: true,
      checkout: {
        select: {
          payments: { select: methodFields },
          bookings: {
            select: {
              ...{ position: true, startsAt: true, endsAt: true, state: true },
              resource: { select: { name: true } },
            },
          },
        },
      },
      ...sumFields,
      shippingMethod: true,
      ...orderRateFields,
      lines: { where: { startsAt: { not: null } }, select: { startsAt: true, position: true } },
      labels: { where: { costAmount: { not: null } }, orderBy: { boughtAt: "asc" }, select: labelFields },
    },
  });
  const byId = new Map(found.map((details) => [details.id, details]));
  return orders.flatMap((order) => {
    const details = byId.get(order.id);
    if (details === undefined) return [];
    const money = (amount: number): Money => ({ amount, currency: order.total.currency });
    return [
      {
        ...order,
        ...customerDetailsView(details),
        method: methodOf(details),
        subtotal: money(details.subtotalAmount),
        discount: money(details.discountAmount),
        discounts: discountsView(details.discounts, order.total.currency),
        shipping: money(details.shippingAmount),
        tax: money(details.taxAmount),
        taxes: taxesView(details, order.total.currency),
        shippingMethod: readQuotedMethod(details.shippingMethod),
        shippingRate: readQuotedRate(details.shippingMethod),
        labels: details.labels,
        rate: orderRate(details),
        booked: bookedTimes(details).map(({ startsAt, endsAt, room }) => ({
          from: localTime(startsAt, shop.settings.timeZone),
          until: endsAt === null ? "" : localTime(endsAt, shop.settings.timeZone),
          room,
        })),
      },
    ];
  });
}

interface BookedDetails {
  lines: { startsAt: Date | null; position: number }[];
  checkout: {
    bookings: {
      position: number;
      startsAt: Date;
      endsAt: Date;
      state: BookingState;
      resource: { name: string };
    }[];
  };
}

/** When and where what is booked takes place, in the order of the times: as it is now, not as it was ordered; nothing of what was cancelled. */
function bookedTimes({ lines, checkout: { bookings } }: BookedDetails) {
  return lines
    .flatMap(({ startsAt, position }) => {
      const booking = bookings.find((candidate) => candidate.position === position);
      if (booking?.state === "cancelled") return [];
      const from = booking?.startsAt ?? startsAt;
      if (from === null) return [];
      return { startsAt: from, endsAt: booking?.endsAt ?? null, room: booking?.resource.name ?? "" };
    })
    .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

const labelFields = { state: true, costAmount: true, costCurrency: true } as const;

const methodFields = {
  paymentIntentId: true,
  methodType: true,
  methodLabel: true,
  methodLast4: true,
} as const;

/** The method of the order's own payment; null: unknown, or no payment was required. */
function methodOf(order: {
  paymentIntentId: string | null;
  checkout: { payments: (PaymentMethodRow & { paymentIntentId: string })[] };
}): PaymentMethod | null {
  const own = order.checkout.payments.find(
    ({ paymentIntentId }) => paymentIntentId === order.paymentIntentId,
  );
  return own === undefined ? null : paymentMethodView(own);
}

const columns: Record<string, (order: ExportedOrder) => string | number> = {
  number: ({ number }) => number,
  placed_at: ({ placedAt }) => placedAt,
  confirmed_at: ({ confirmedAt }) => confirmedAt ?? "",
  state: ({ state }) => state,
  provisional: ({ isProvisional }) => (isProvisional ? "yes" : "no"),
  payment_state: ({ paymentState }) => paymentState,
  fulfilment_state: ({ fulfilmentState }) => fulfilmentState,
  name: ({ name }) => name ?? "",
  email: ({ email }) => email ?? "",
  country: ({ country }) => country ?? "",
  items: ({ itemCount }) => itemCount,
  currency: ({ total }) => total.currency.toUpperCase(),
  total: ({ total }) => decimal(total),
  total_minor: ({ total }) => total.amount,
  refunded: ({ refunded }) => decimal(refunded),
  refunded_minor: ({ refunded }) => refunded.amount,
  risks: ({ risks }) => risks.join(" "),
  disputed: ({ disputed }) => decimal(disputed),
  disputed_minor: ({ disputed }) => disputed.amount,
  bank_decides_since: ({ bank }) => bank?.since ?? "",
  bank_decides_until: ({ bank }) => bank?.until ?? "",
  needs_attention: ({ attention }) => attention ?? "",
  stripe_payment: ({ paymentIntentId }) => paymentIntentId ?? "",
  phone: ({ phone }) => phone ?? "",
  address_line1: ({ shippingAddress }) => shippingAddress?.line1 ?? "",
  address_line2: ({ shippingAddress }) => shippingAddress?.line2 ?? "",
  postal_code: ({ shippingAddress }) => shippingAddress?.postalCode ?? "",
  city: ({ shippingAddress }) => shippingAddress?.city ?? "",
  state_or_province: ({ shippingAddress }) => shippingAddress?.state ?? "",
  customer_note: ({ customerNote }) => customerNote ?? "",
  company: ({ business }) => business?.companyName ?? "",
  vat_id: ({ business }) => business?.vatId ?? "",
  billing_name: ({ billing }) => billing?.name ?? "",
  billing_line1: ({ billing }) => billing?.address.line1 ?? "",
  billing_line2: ({ billing }) => billing?.address.line2 ?? "",
  billing_postal_code: ({ billing }) => billing?.address.postalCode ?? "",
  billing_city: ({ billing }) => billing?.address.city ?? "",
  billing_state: ({ billing }) => billing?.address.state ?? "",
  billing_country: ({ billing }) => billing?.address.country ?? "",
  payment_method_type: ({ method }) => method?.type ?? "",
  payment_method: ({ method }) => (method === null ? "" : paymentMethodLabel(method)),
  // The parts of the total.
  subtotal: ({ subtotal }) => decimal(subtotal),
  subtotal_minor: ({ subtotal }) => subtotal.amount,
  discount: ({ discount }) => decimal(discount),
  discount_minor: ({ discount }) => discount.amount,
  shipping: ({ shipping }) => decimal(shipping),
  shipping_minor: ({ shipping }) => shipping.amount,
  tax: ({ tax }) => decimal(tax),
  tax_minor: ({ tax }) => tax.amount,
  shipping_method: ({ shippingMethod }) => shippingMethod?.name ?? "",
  pickup: ({ shippingMethod }) => (shippingMethod?.isPickup ? "yes" : "no"),
  arrives_from: ({ shippingMethod }) => shippingMethod?.arrives?.from ?? "",
  arrives_to: ({ shippingMethod }) => shippingMethod?.arrives?.to ?? "",
  // Whose price it is, where the method can have a carrier's: `live` is the carrier's, `table` the method's own rates, and why.
  shipping_rate_source: ({ shippingRate }) => shippingRate?.source ?? "",
  shipping_rate_service: ({ shippingRate }) =>
    shippingRate === null ? "" : `${shippingRate.carrier} ${shippingRate.service}`,
  shipping_rate_reason: ({ shippingRate }) => (shippingRate?.source === "table" ? shippingRate.reason : ""),
  // Of labels that were bought; those that the carrier has refunded are left out. E.g. `5.93 USD; 4.10 EUR`.
  label_costs: ({ labels }) =>
    labels
      .filter(({ state }) => state !== "voided")
      .flatMap(({ costAmount: amount, costCurrency: currency }) =>
        amount === null || currency === null
          ? []
          : [`${decimal({ amount, currency })} ${currency.toUpperCase()}`],
      )
      .join("; "),
  tax_included: ({ taxes }) => (taxes.some(({ isIncluded }) => isIncluded) ? "yes" : "no"),
  // E.g. `AT VAT 20%: 4.98; AT VAT 10%: 1.00`.
  tax_by_rate: ({ taxes }) =>
    taxes
      .map(
        ({ jurisdiction, name, rate, tax }) => `${jurisdiction} ${name} ${rate / 10_000}%: ${decimal(tax)}`,
      )
      .join("; "),
  discount_codes: ({ discounts }) => discounts.flatMap(({ code }) => code ?? []).join("; "),
  // E.g. `Summer: 2.00; Free shipping: 5.90`. What is off shipping is not in `discount`, but off `shipping`.
  discount_by_name: ({ discounts }) =>
    discounts.map(({ name, amount }) => `${name}: ${decimal(amount)}`).join("; "),
  // At the order's rate, which is what one unit of the base currency cost; empty where none is known.
  base_currency: ({ rate }) => rate.baseCurrency.toUpperCase(),
  exchange_rate: ({ rate }) => rate.rate ?? "",
  total_base: ({ total, rate }) => inBase(total, rate),
  refunded_base: ({ refunded, rate }) => inBase(refunded, rate),
  // E.g. `2026-12-18T14:00+01:00; 2026-12-19T09:30+01:00`, on the shop's clocks.
  booked_times: ({ booked }) => booked.map(({ from }) => from).join("; "),
  // In the order of `booked_times`.
  booked_until: ({ booked }) => booked.map(({ until }) => until).join("; "),
  booked_rooms: ({ booked }) => booked.map(({ room }) => room).join("; "),
  // Of the total: cancelled before its card was charged, or released.
  not_charged: ({ notCharged }) => decimal(notCharged),
  not_charged_minor: ({ notCharged }) => notCharged.amount,
  charged: ({ charged }) => decimal(charged),
  charged_minor: ({ charged }) => charged.amount,
};

function inBase(money: Money, rate: OrderRate): string {
  const amount = baseAmount(money, rate);
  return amount === null ? "" : decimal(amount);
}

function localTime(at: Date, timeZone: string): string {
  return inZone(at, timeZone).toString({ smallestUnit: "minute", timeZoneName: "never" });
}

function cellsOf(order: ExportedOrder): (string | number)[] {
  return Object.values(columns).map((cell) => cell(order));
}
