import type { TaxBehavior } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { TaxRate } from "../pricing/tax-of.ts";

interface TaxedGoods {
  /** Null: not known yet, so the seller's country is assumed. */
  destination: { country: string; state: string } | null;
  lines: readonly {
    /** A category, or a code of Stripe's. */
    taxCode: string;
  }[];
  at: Date;
  /** IANA name of the shop's: its days are those from which rates hold. */
  timeZone: string;
  /** The VAT id of a business that buys, if the shop accepts it as one; null: the customer is taxed like everybody. */
  customerVatId: string | null;
}

interface TaxRates {
  behavior: TaxBehavior;
  /** Of each line, in their order. Goods that a business gets exempt from tax have the one rate `exemptSupply`. */
  lines: TaxRate[][];
  shipping: TaxRate[];
}

/** Says which rates of tax apply. What they amount to is computed by `priceCart`. */
export interface TaxEngine {
  taxRatesFor(tx: Tx, goods: TaxedGoods): Promise<TaxRates>;
}
