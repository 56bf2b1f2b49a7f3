import type { Tx } from "../../packages/db/src/index.ts";
import { demoTaxRates } from "./demo-tax.ts";

/**
 * The demo label sells from Austria with tax in its prices, and is registered there and by the one-stop shop of the EU. Businesses can buy
 * with a VAT id; VIES is not asked, as a demo has no connection to it.
 */
export async function addDemoTax(tx: Tx): Promise<void> {
  await tx.taxSettings.update({
    where: { id: 1 },
    data: { sellerCountry: "AT", isOssRegistered: true, acceptsVatIds: true, asksVies: false },
  });
  await tx.taxRegistration.create({ data: { country: "AT" } });
  await tx.taxRate.createMany({
    data: demoTaxRates.map((rate) => ({ ...rate, validFrom: new Date("2025-01-01") })),
  });
}
