import { countryName } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { type ShopSettings, settingsOf } from "./get-shop-settings.ts";

/** The company that sells, as customers see it. */
export interface Seller {
  name: string;
  /** The lines of the postal address, its country last; empty: none is shown. */
  address: string[];
  /** Null: the seller has none. */
  vatId: string | null;
}

/** The seller, and where customers write to or call. */
export async function getSeller(shop: Shop, at: Pick<UnitOfWork, "tx" | "state">) {
  return sellerOf(shop, await settingsOf(at));
}

/** The same from settings that have been read. */
export function sellerOf(shop: Shop, settings: ShopSettings) {
  const { sellerName, addressLines, country, vatId, email, phone } = settings;
  const seller: Seller = {
    name: sellerName || shop.settings.shopName,
    address: addressLines.length === 0 ? [] : [...addressLines, countryName(country)],
    vatId,
  };
  return { seller, sellerCountry: country, supportEmail: email, supportPhone: phone };
}
