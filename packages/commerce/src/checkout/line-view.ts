import type { Money } from "@dualtrack/contract";
import { firstPicture, pictureFields } from "../catalog/pictures.ts";

/** What is read of a checkout's or an order's lines to show them. */
export const lineFields = {
  variantId: true,
  productTitle: true,
  artist: true,
  variantTitle: true,
  unitAmount: true,
  quantity: true,
  amount: true,
  variant: {
    select: {
      product: { select: { slug: true, pictures: { ...pictureFields, take: 1 } } },
    },
  },
} as const;

interface LineRow {
  variantId: string;
  productTitle: string;
  artist: string;
  variantTitle: string;
  unitAmount: number;
  quantity: number;
  amount: number;
  variant: { product: { slug: string; pictures: Parameters<typeof firstPicture>[0] } };
}

/** A line as its customer sees it, with the picture and the page of its product. */
export function lineView(
  { unitAmount, amount, variant, ...line }: LineRow,
  money: (amount: number) => Money,
) {
  const { pictures, ...product } = variant.product;
  return {
    ...line,
    ...product,
    picture: firstPicture(pictures),
    unitPrice: money(unitAmount),
    amount: money(amount),
  };
}
