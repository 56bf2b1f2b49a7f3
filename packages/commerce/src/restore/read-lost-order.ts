import type { ProductKind, Tx } from "@dualtrack/db";
import type { DescribedLine, PaymentDescription } from "../stripe/payment-description.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { NotRestorable } from "./not-restorable.ts";

/** What the database lost, as far as Stripe has it, with the goods as the catalogue has them. */
export interface LostOrder {
  description: Omit<PaymentDescription, "orderNumber" | "lines"> & { orderNumber: number | null };
  lines: LostLine[];
}

interface LostLine extends DescribedLine {
  variantId: string;
  kind: ProductKind;
  position: number;
  productTitle: string;
  artist: string;
  variantTitle: string;
  /** Minor units, as is `unitAmount`. */
  amount: number;
}

/** Without these there is nothing to send, or nobody to send it to. */
const essentialParts = ["lines", "shippingAddress", "email"] as const;

/** Reads a lost order from its payment alone. Throws NotRestorable when it is not all there. */
export async function readLostOrder(tx: Tx, { origin, ...payment }: PaymentFacts): Promise<LostOrder> {
  const { description } = origin;
  if (description === null) throw new NotRestorable("not_described");
  const { lines, missing, subtotalAmount, shippingAmount } = description;
  if (essentialParts.some((part) => missing.includes(part)) || description.email === null)
    throw new NotRestorable("incomplete");
  const linesAmount = lines.reduce((sum, { quantity, unitAmount }) => sum + quantity * unitAmount, 0);
  const paid = payment.status === "succeeded" ? payment.amountReceived : payment.amount;
  if (linesAmount !== subtotalAmount || subtotalAmount + shippingAmount !== paid)
    throw new NotRestorable("sums_differ");
  const found = await findGoods(tx, lines);
  const gone = lines.filter(({ sku }) => !found.some((line) => line.sku === sku));
  if (gone.length > 0)
    throw new NotRestorable(
      "sku_missing",
      gone.map(({ sku }) => sku),
    );
  return { description, lines: found };
}

/** For an order whose money goes back: whatever can be read of it, with a total that is the payment's. */
export async function readAsMuchAsPossible(tx: Tx, facts: PaymentFacts): Promise<LostOrder> {
  try {
    return await readLostOrder(tx, facts);
  } catch (error) {
    if (!(error instanceof NotRestorable)) throw error;
    const { origin, email, amount: subtotalAmount } = facts;
    const description = { ...nothing, ...origin.description, subtotalAmount, shippingAmount: 0 };
    return { description: { ...description, email: description.email ?? email }, lines: [] };
  }
}

const nothing = {
  orderNumber: null,
  ownerHash: "",
  email: null,
  name: null,
  phone: null,
  shippingAddress: null,
  billingName: null,
  billingAddress: null,
  customerNote: null,
};

async function findGoods(tx: Tx, lines: DescribedLine[]): Promise<LostLine[]> {
  const variants = await tx.variant.findMany({
    where: { sku: { in: lines.map(({ sku }) => sku) } },
    select: {
      id: true,
      sku: true,
      title: true,
      product: { select: { kind: true, title: true, artist: true } },
    },
  });
  const bySku = new Map(variants.map((variant) => [variant.sku, variant]));
  return lines.flatMap((line, position) => {
    const variant = bySku.get(line.sku);
    if (variant === undefined) return [];
    const { kind, title: productTitle, artist } = variant.product;
    const goods = {
      variantId: variant.id,
      kind,
      position,
      productTitle,
      artist,
      variantTitle: variant.title,
    };
    return { ...line, ...goods, amount: line.quantity * line.unitAmount };
  });
}
