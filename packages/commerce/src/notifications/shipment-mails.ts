import type { Tracking } from "@dualtrack/contract";
import type { MailKind } from "@dualtrack/db";
import type { Seller } from "../settings/get-seller.ts";
import { mailClosing } from "./mail-closing.ts";
import { layoutMail } from "./mail-layout.ts";

/** Mails about one shipment of an order. */
export type ShipmentMailKind = Extract<MailKind, "order_shipped" | "shipment_withdrawn" | "order_delivered">;

const textOf: Record<
  ShipmentMailKind,
  (facts: ShipmentMailFacts) => { subject: string; paragraphs: string[] }
> = {
  order_shipped: shippedText,
  shipment_withdrawn: withdrawnText,
  order_delivered: deliveredText,
};

interface MailedGoods {
  title: string;
  quantity: number;
  picture: string | null;
}

export interface ShipmentMailFacts extends Tracking {
  shopName: string;
  supportEmail: string;
  seller: Seller;
  number: string;
  /** Address of the order's page. */
  link: string;
  name: string | null;
  inShipment: MailedGoods[];
  /** Units that are in no shipment yet. */
  stillToCome: MailedGoods[];
  /** Whether the whole order has arrived with this shipment. */
  isLast: boolean;
  /** Whether an earlier mail had other tracking details. */
  isCorrection: boolean;
}

/** Writes a mail about a shipment, as plain text and as HTML. */
export function renderShipmentMail(
  kind: ShipmentMailKind,
  facts: ShipmentMailFacts,
): { subject: string; text: string; html: string } {
  const { subject, paragraphs } = textOf[kind](facts);
  const where = kind === "shipment_withdrawn" ? "still with us" : "in this parcel";
  const parts = layoutMail({
    greeting: facts.name === null ? "Hello," : `Hello ${facts.name},`,
    paragraphs,
    link: { label: `Order ${facts.number}`, url: facts.link },
    rows: [
      ...facts.inShipment.map((goods) => row(goods, where)),
      ...facts.stillToCome.map((goods) => row(goods, "follows later")),
    ],
    closing: mailClosing(facts),
  });
  return { subject, ...parts };
}

function row({ title, quantity, picture }: MailedGoods, where: string) {
  return [`${quantity} × ${title}`, where, picture] as const;
}

function shippedText({ number, isCorrection, stillToCome, ...facts }: ShipmentMailFacts) {
  const part = stillToCome.length > 0 ? "A part of your order" : "Your order";
  const rest = stillToCome.length > 0 ? ["The rest follows in another parcel."] : [];
  if (isCorrection)
    return {
      subject: `Your order ${number}: corrected tracking details`,
      paragraphs: [
        `The tracking details that we sent you for a parcel of your order ${number} were wrong. These are correct: ${carrierText(facts)}`,
        "The parcel itself is not affected. The order's page shows the correct details, too:",
      ],
    };
  return {
    subject:
      stillToCome.length > 0
        ? `A part of your order ${number} is on its way`
        : `Your order ${number} is on its way`,
    paragraphs: [
      `${part} ${number} has left us. ${carrierText(facts)}`,
      ...rest,
      "The order's page always shows its status:",
    ],
  };
}

function carrierText({ carrier, trackingNumber, trackingUrl }: Tracking): string {
  const number = trackingNumber === null ? "" : ` under the number ${trackingNumber}`;
  const follow = trackingUrl === null ? "" : ` You can follow it at ${trackingUrl}`;
  return `It is sent with ${carrier}${number}.${follow}`;
}

function withdrawnText({ number, carrier, trackingNumber }: ShipmentMailFacts) {
  const named = trackingNumber === null ? "" : `, number ${trackingNumber}`;
  return {
    subject: `Your order ${number}: a parcel is sent later than we said`,
    paragraphs: [
      `We told you that a parcel of your order ${number} is on its way with ${carrier}${named}. It has not left us, and that number is no longer valid.`,
      "We send it in another parcel, and tell you when it leaves. You need not do anything. This is the order's page:",
    ],
  };
}

function deliveredText({ number, carrier, isLast }: ShipmentMailFacts) {
  return {
    subject: isLast ? `Your order ${number} has arrived` : `A parcel of your order ${number} has arrived`,
    paragraphs: [
      `${carrier} has delivered a parcel of your order ${number}. We hope you enjoy what is in it.`,
      "If you don't have it, write to us, and we will look for it together with the carrier. This is the order's page:",
    ],
  };
}
