import type { Settings } from "../shop.ts";

/** What every mail to a customer ends with: how to reach a person, and who writes. */
export function mailClosing({
  shopName,
  supportEmail,
  seller,
}: Pick<Settings, "shopName" | "supportEmail" | "seller">): string[] {
  const { name, address, vatId } = seller;
  const imprint = [name, ...address, ...(vatId === null ? [] : [`VAT id ${vatId}`])].join(", ");
  return [
    `Questions? Answer this mail or write to ${supportEmail}.`,
    ...(imprint === shopName ? [] : [shopName]),
    imprint,
  ];
}
