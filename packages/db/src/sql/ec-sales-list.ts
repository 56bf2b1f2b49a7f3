import type { Tx } from "../connect.ts";

/** What a business in another country of the European Union has bought without tax in a period, in minor units. */
export interface EcSalesRow {
  /** Empty: the document names none. */
  vatId: string;
  /** The name of the tax that it was exempt under. */
  taxName: string;
  company: string;
  /** The base currency; where no rate is known, the currency that was charged. */
  currency: string;
  isConverted: boolean;
  /** Invoices, credit notes and reversals. */
  documents: number;
  sold: number;
  /** Credit notes without those that were reversed. */
  refunded: number;
}

/**
 * The supplies under taxes of these names of all documents whose tax point is in the period, by VAT id and
 * name. A business that has changed its
 * name has the newest one.
 */
export function ecSalesList(
  tx: Tx,
  { from, until, taxNames }: { from: Date; until: Date; taxNames: readonly string[] },
): Promise<EcSalesRow[]> {
  return tx.$queryRaw<EcSalesRow[]>`
    select coalesce(i.customer_vat_id, '') as "vatId", t.name as "taxName",
      coalesce((array_agg(i.document -> 'customer' ->> 'company' order by i.tax_point_at desc))[1], '') as company,
      case when t.base_taxable_amount is null then i.currency else i.base_currency end as currency,
      t.base_taxable_amount is not null as "isConverted",
      count(distinct i.id)::integer as documents,
      coalesce(sum(coalesce(t.base_taxable_amount, t.taxable_amount)) filter (where i.kind = 'invoice'), 0)::float8 as sold,
      coalesce(-sum(coalesce(t.base_taxable_amount, t.taxable_amount)) filter (where i.kind <> 'invoice'), 0)::float8 as refunded
    from invoice i join invoice_tax t on t.invoice_id = i.id
    where i.tax_point_at >= ${from} and i.tax_point_at < ${until} and t.name = any(${taxNames})
    group by 1, 2, 4, 5
    order by 1, 2, 5 desc, 4`;
}
