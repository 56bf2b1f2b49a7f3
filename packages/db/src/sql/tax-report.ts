import type { Tx } from "../connect.ts";

/** The tax of one place and rate in a period, in minor units. */
export interface TaxReportRow {
  currency: string;
  jurisdiction: string;
  /** Empty: no tax was collected there. */
  name: string;
  /** Parts per million. */
  rate: number;
  soldTaxable: number;
  soldTax: number;
  /** Credit notes without those that were reversed. */
  refundedTaxable: number;
  refundedTax: number;
}

export interface TaxReportSum {
  currency: string;
  invoices: number;
  /** Totals with tax. */
  sold: number;
  soldTax: number;
  refunded: number;
  refundedTax: number;
}

interface TaxPeriod {
  from: Date;
  /** Not included. */
  until: Date;
}

/** The taxes of all documents whose tax point is in the period, by currency, place, name and rate. */
export function taxReport(tx: Tx, { from, until }: TaxPeriod): Promise<TaxReportRow[]> {
  // Doubles are exact far beyond any shop's revenue, and arrive in JavaScript as numbers.
  return tx.$queryRaw<TaxReportRow[]>`
    select i.currency, t.jurisdiction, t.name, t.rate,
      coalesce(sum(t.taxable_amount) filter (where i.kind = 'invoice'), 0)::float8 as "soldTaxable",
      coalesce(sum(t.tax_amount) filter (where i.kind = 'invoice'), 0)::float8 as "soldTax",
      coalesce(-sum(t.taxable_amount) filter (where i.kind <> 'invoice'), 0)::float8 as "refundedTaxable",
      coalesce(-sum(t.tax_amount) filter (where i.kind <> 'invoice'), 0)::float8 as "refundedTax"
    from invoice i join invoice_tax t on t.invoice_id = i.id
    where i.tax_point_at >= ${from} and i.tax_point_at < ${until}
    group by i.currency, t.jurisdiction, t.name, t.rate
    order by i.currency, t.jurisdiction, t.name desc, t.rate desc`;
}

/** What the same documents come to, by currency. Where a place has two taxes on one price, the rows above have that price twice. */
export function taxReportSums(tx: Tx, { from, until }: TaxPeriod): Promise<TaxReportSum[]> {
  return tx.$queryRaw<TaxReportSum[]>`
    select i.currency, (count(*) filter (where i.kind = 'invoice'))::integer as invoices,
      coalesce(sum(i.total_amount) filter (where i.kind = 'invoice'), 0)::float8 as sold,
      coalesce(sum(i.tax_amount) filter (where i.kind = 'invoice'), 0)::float8 as "soldTax",
      coalesce(sum(case i.kind when 'credit_note' then i.total_amount when 'reversal' then -i.total_amount end), 0)::float8
        as refunded,
      coalesce(sum(case i.kind when 'credit_note' then i.tax_amount when 'reversal' then -i.tax_amount end), 0)::float8
        as "refundedTax"
    from invoice i
    where i.tax_point_at >= ${from} and i.tax_point_at < ${until}
    group by i.currency
    order by i.currency`;
}
