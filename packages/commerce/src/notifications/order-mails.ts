import { formatMoney, type Money } from "@dualtrack/contract";
import type { MailKind } from "@dualtrack/db";
import { layOutMail } from "./mail-layout.ts";

/** Mails to an order's customer. */
export type OrderMailKind = Extract<MailKind, "order_confirmed" | "order_cancelled" | "payment_failed">;

export interface OrderMailFacts {
  shopName: string;
  supportEmail: string;
  number: string;
  /** Address of the order's page. */
  link: string;
  name: string | null;
  lines: { title: string; quantity: number; amount: Money }[];
  shipping: Money;
  total: Money;
  /** Staff cancelled it: what goes back with that; null: nothing was paid. Undefined: it was not staff. */
  returning?: Money | null | undefined;
}

interface MailText {
  subject: string;
  /** What happened, what it means for the money, what comes next. */
  paragraphs: string[];
}

const texts: Record<OrderMailKind, (facts: OrderMailFacts) => MailText> = {
  order_confirmed: ({ number, shopName, total }) => ({
    subject: `Your order ${number} is confirmed`,
    paragraphs: [
      `Thank you for buying from ${shopName}. We have received ${formatMoney(total)} and your order ${number} is confirmed.`,
      "We will pack it next. Its page always shows how it stands:",
    ],
  }),
  order_cancelled: (facts) => (facts.returning === undefined ? cannotSend(facts) : cancelledByStaff(facts)),
  payment_failed: ({ number }) => ({
    subject: `Your order ${number} was not paid`,
    paragraphs: [
      `The payment for order ${number} did not go through. Nothing was charged, and we are no longer holding the goods for you.`,
      "If you still want them, please order again. This is the order's page:",
    ],
  }),
};

/** The payment came too late or was not what was asked for. */
function cannotSend({ number, total }: OrderMailFacts): MailText {
  return {
    subject: `Your order ${number} is cancelled; your money is on its way back`,
    paragraphs: [
      `We are sorry: your payment for order ${number} arrived, but we can't send you the goods.`,
      `We are returning all of it, ${formatMoney(total)}, to the card or account you paid with. Banks take 5 to 10 days to show it. You don't need to do anything.`,
      "The order's page shows when the refund has gone out:",
    ],
  };
}

function cancelledByStaff({ number, returning }: OrderMailFacts): MailText {
  const cancelled = `We have cancelled your order ${number}.`;
  if (!returning)
    return {
      subject: `Your order ${number} is cancelled`,
      paragraphs: [
        `${cancelled} Nothing was charged, and you don't need to do anything.`,
        "This is the order's page:",
      ],
    };
  if (returning.amount === 0)
    return {
      subject: `Your order ${number} is cancelled`,
      paragraphs: [`${cancelled} All that you paid went back before.`, "This is the order's page:"],
    };
  return {
    subject: `Your order ${number} is cancelled; your money is on its way back`,
    paragraphs: [
      `${cancelled} We are returning ${formatMoney(returning)} to the card or account you paid with. Banks take 5 to 10 days to show it. You don't need to do anything.`,
      "The order's page shows when the refund has gone out:",
    ],
  };
}

/** Writes a mail about an order, as plain text and as HTML. */
export function renderOrderMail(
  kind: OrderMailKind,
  facts: OrderMailFacts,
): { subject: string; text: string; html: string } {
  const { subject, paragraphs } = texts[kind](facts);
  const parts = layOutMail({
    greeting: facts.name === null ? "Hello," : `Hello ${facts.name},`,
    paragraphs,
    link: { label: `Order ${facts.number}`, url: facts.link },
    rows: [
      ...facts.lines.map(
        ({ title, quantity, amount }) => [`${quantity} × ${title}`, formatMoney(amount)] as const,
      ),
      ["Shipping", formatMoney(facts.shipping)],
      ["Total", formatMoney(facts.total)],
    ],
    closing: [`Questions? Answer this mail or write to ${facts.supportEmail}.`, facts.shopName],
  });
  return { subject, ...parts };
}
