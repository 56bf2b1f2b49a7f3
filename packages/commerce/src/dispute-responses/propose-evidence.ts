import {
  addressLines,
  addressSchema,
  countryName,
  type EvidenceField,
  formatMoney,
  formatOrderNumber,
} from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { lineTitle } from "../line-title.ts";
import type { Shop } from "../shop.ts";

/** The most downloads of a line in the evidence; the first ones prove the most. */
const maxDownloads = 50;

export const evidenceRows = {
  lines: {
    orderBy: { position: "asc" },
    include: { downloads: { orderBy: { id: "asc" }, take: maxDownloads } },
  },
  shipments: { where: { withdrawnAt: null }, orderBy: { shippedAt: "asc" } },
  mails: { where: { state: "sent" }, orderBy: { createdAt: "asc" } },
  timeline: { orderBy: { id: "asc" } },
} satisfies Prisma.OrderInclude;

type EvidenceOrder = Prisma.OrderGetPayload<{ include: typeof evidenceRows }>;

/** A proposal for each field of a dispute's evidence from the shop's data; staff edit it before it is sent. */
export function proposeEvidence(
  shop: Shop,
  order: EvidenceOrder,
  { clientIp }: { clientIp: string | null },
): Record<EvidenceField, string | null> {
  const delivery = addressText(order.name, order.shippingAddress);
  const { shipments } = order;
  const ofShipments = (texts: (string | null)[]) =>
    [...new Set(texts.filter((text) => text !== null))].join(", ");
  const day = (at: Date) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: shop.settings.timeZone, dateStyle: "long" }).format(at);
  return {
    customer_name: order.billingName ?? order.name,
    customer_email_address: order.email,
    customer_purchase_ip: clientIp,
    billing_address:
      order.billingAddress === null ? delivery : addressText(order.billingName, order.billingAddress),
    product_description: goodsText(order),
    shipping_address: delivery,
    shipping_carrier: ofShipments(shipments.map(({ carrier }) => carrier)) || null,
    shipping_date: ofShipments(shipments.map(({ shippedAt }) => day(shippedAt))) || null,
    shipping_tracking_number: ofShipments(shipments.map(({ trackingNumber }) => trackingNumber)) || null,
    service_date: null,
    access_activity_log: downloadsText(shop, order),
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    duplicate_charge_id: null,
    duplicate_charge_explanation: null,
    uncategorized_text: historyText(shop, order),
  };
}

function addressText(name: string | null, address: Prisma.JsonValue): string | null {
  const parsed = addressSchema.safeParse(address);
  if (!parsed.success) return null;
  return [
    ...(name === null ? [] : [name]),
    ...addressLines(parsed.data),
    countryName(parsed.data.country),
  ].join("\n");
}

function goodsText({ lines, totalAmount, currency, ...sums }: EvidenceOrder): string {
  const money = (amount: number) => formatMoney({ amount, currency });
  return [
    ...lines.map(
      ({ quantity, artist, productTitle, variantTitle, sku, amount }) =>
        `${quantity} × ${artist}: ${lineTitle(productTitle, variantTitle)} (${sku}), ${money(amount)}`,
    ),
    ...(sums.discountAmount > 0 ? [`Discount, -${money(sums.discountAmount)}`] : []),
    `Shipping, ${money(sums.shippingAmount)}`,
    ...(sums.taxAmount > 0
      ? [`Tax${sums.taxBehavior === "inclusive" ? " (in these prices)" : ""}, ${money(sums.taxAmount)}`]
      : []),
    `Total, ${money(totalAmount)}`,
    ...(sums.uncapturedAmount > 0
      ? [
          `Cancelled and not charged, -${money(sums.uncapturedAmount)}`,
          `Charged, ${money(totalAmount - sums.uncapturedAmount)}`,
        ]
      : []),
  ].join("\n");
}

/** The history of the order by time: placed, paid, shipments, deliveries, refunds and mails. */
function historyText(shop: Shop, order: EvidenceOrder): string {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: shop.settings.timeZone,
    dateStyle: "long",
    timeStyle: "short",
  });
  const money = (amount: number) => formatMoney({ amount, currency: order.currency });
  const events: [at: Date | null, text: string][] = [
    [
      order.placedAt,
      `The customer placed order ${formatOrderNumber(order.number)} of ${money(order.totalAmount)}.`,
    ],
    [order.confirmedAt, "The payment succeeded, and the order was confirmed."],
    ...order.shipments.flatMap(({ carrier, trackingNumber, trackingUrl, shippedAt, deliveredAt }) => {
      const shipment = [carrier, trackingNumber, trackingUrl].filter((text) => text !== null).join(", ");
      const shipped: [Date, string] = [shippedAt, `A parcel left (${shipment}).`];
      const delivered: [Date | null, string] = [deliveredAt, `The parcel arrived (${shipment}).`];
      return [shipped, delivered];
    }),
    ...order.timeline
      .filter(({ kind }) => kind === "refund_succeeded")
      .map(({ occurredAt, details }): [Date, string] => [occurredAt, `A refund was sent${sumOf(details)}.`]),
    ...order.mails.map(({ sentAt, createdAt, recipient, subject }): [Date, string] => [
      sentAt ?? createdAt,
      `Mail to ${recipient}: “${subject}”.`,
    ]),
  ];
  return events
    .filter((entry): entry is [Date, string] => entry[0] !== null)
    .sort(([a], [b]) => a.getTime() - b.getTime())
    .map(([at, text]) => `${time.format(at)}: ${text}`)
    .join("\n");
}

/** Who downloaded what and when; null: nobody, or there is nothing to download. */
function downloadsText(shop: Shop, { lines }: EvidenceOrder): string | null {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: shop.settings.timeZone,
    dateStyle: "long",
    timeStyle: "long",
  });
  const downloads = lines.flatMap((line) => line.downloads);
  if (downloads.length === 0) return null;
  return downloads
    .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
    .map(({ startedAt, fileName, network }) =>
      [`${time.format(startedAt)}: ${fileName} was downloaded`, network && ` from ${network}`, "."]
        .filter(Boolean)
        .join(""),
    )
    .join("\n");
}

function sumOf(details: Prisma.JsonValue): string {
  const { amount, currency } = (details ?? {}) as { amount?: unknown; currency?: unknown };
  if (typeof amount !== "number" || typeof currency !== "string") return "";
  return ` (${formatMoney({ amount, currency })})`;
}
