import type { Seller } from "../settings/get-seller.ts";

/** The end of every mail to a customer: how to contact the shop, and the imprint. */
export function mailClosing({
  shopName,
  supportEmail,
  seller,
}: {
  shopName: string;
  supportEmail: string;
  seller: Seller;
}): string[] {
  const { name, address, vatId } = seller;
  const imprint = [name, ...address, ...(vatId === null ? [] : [`VAT id ${vatId}`])].join(", ");
  return [
    `Questions? Answer this mail or write to ${supportEmail}.`,
    ...(imprint === shopName ? [] : [shopName]),
    imprint,
  ];
}
