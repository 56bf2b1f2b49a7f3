import type { Money } from "@dualtrack/contract";
import type { ProductKind } from "@dualtrack/db";
import { type PicturedVariant, variantPicture, variantPictureFields } from "../catalog/pictures.ts";

/** The fields of a checkout's or an order's lines that `lineView` needs. */
export const lineFields = {
  variantId: true,
  kind: true,
  startsAt: true,
  productTitle: true,
  artist: true,
  variantTitle: true,
  unitAmount: true,
  quantity: true,
  amount: true,
  variant: {
    select: {
      ...variantPictureFields,
      product: { select: { ...variantPictureFields.product.select, slug: true } },
    },
  },
} as const;

export interface LineRow {
  variantId: string;
  kind: ProductKind;
  startsAt: Date | null;
  productTitle: string;
  artist: string;
  variantTitle: string;
  unitAmount: number;
  quantity: number;
  amount: number;
  variant: PicturedVariant & { product: { slug: string } };
}

/** A line for the customer, with its picture and the slug of its product. Rows may have more fields, which are nobody's business. */
export function lineView(line: LineRow, money: (amount: number) => Money) {
  const { variantId, kind, startsAt, productTitle, artist, variantTitle, unitAmount, quantity, amount } =
    line;
  return {
    ...{ variantId, kind, productTitle, artist, variantTitle, quantity },
    startsAt: startsAt?.toISOString() ?? null,
    slug: line.variant.product.slug,
    picture: variantPicture(line.variant),
    unitPrice: money(unitAmount),
    amount: money(amount),
  };
}
