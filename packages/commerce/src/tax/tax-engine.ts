import type { TaxBehavior } from "@dualtrack/contract";
import type { ProductKind, TaxSource, TaxTableRow, Tx } from "@dualtrack/db";
import type { TaxOfRate, TaxRate } from "../pricing/tax-of.ts";

/** Where goods go, as far as tax depends on it. */
export type TaxDestination = {
  /** ISO 3166-1 alpha-2. */
  country: string;
  state: string;
  postalCode: string;
  /** Left out: not known yet. They count in `countriesTaxedByStreet` only. */
  line1?: string;
  city?: string;
};

export interface TaxedGoods {
  currency: string;
  /** Null: not known yet, so the seller's country is assumed. */
  destination: TaxDestination | null;
  lines: readonly {
    kind: ProductKind;
    /** A category, or a code of Stripe's. */
    taxCode: string;
    quantity: number;
    /** Of all units, after discounts, in minor units. */
    amount: number;
  }[];
  /** After discounts, in minor units. */
  shippingAmount: number;
  at: Date;
  /** IANA name of the shop's: its days are those from which rates hold. */
  timeZone: string;
  /** The VAT id of a business that buys, if the shop accepts it as one; null: the customer is taxed like everybody. */
  customerVatId: string | null;
}

/** The tax of a line or of shipping: rates by which `priceCart` computes it, or what a service has computed. */
type PartTax = { taxRates: readonly TaxRate[] } | { taxes: readonly TaxOfRate[] };

export interface Taxes {
  behavior: TaxBehavior;
  source: TaxSource;
  /** Stripe's id of the calculation; null: the table has taxed them. */
  calculationId: string | null;
  /** Of each line, in their order. Goods that a business gets exempt from tax have the one rate `exemptSupply`, files and
   * services `exemptService`. */
  lines: PartTax[];
  shipping: PartTax;
}

/** Says how goods are taxed. `table`: what the shop's settings say about their country. */
export type TaxEngine = (tx: Tx, goods: TaxedGoods, table: TaxTableRow) => Promise<Taxes>;
