import type { EnteredDetails } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import { acceptsVatIds, type CheckedVatId, checkVatId } from "../tax/check-vat-id.ts";

export interface CheckedBusiness {
  companyName: string;
  /** Null: it has entered none. */
  checked: CheckedVatId | null;
}

/**
 * The business that buys, with its VAT id checked; null: a private person does, or the shop does not ask. Not inside a transaction.
 * DETAILS_REFUSED, TOO_MANY_REQUESTS.
 */
export async function checkBusiness(
  shop: Shop,
  { business, clientIp }: Pick<EnteredDetails, "business"> & { clientIp?: string | null },
): Promise<CheckedBusiness | null> {
  if (!business) return null;
  const { companyName, vatId } = business;
  if (!vatId) return (await acceptsVatIds(shop)) ? { companyName, checked: null } : null;
  const checked = await checkVatId(shop, { vatId, ip: clientIp ?? null });
  return checked && { companyName, checked };
}
