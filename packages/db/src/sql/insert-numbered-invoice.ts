import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { columnsOf, rowOf } from "./row-of.ts";

interface NumberedInvoice {
  /** The beginning of its number. */
  series: string;
  invoice: Omit<Prisma.InvoiceCreateManyInput, "number"> & { id: string };
  taxes: readonly Required<Prisma.InvoiceTaxCreateManyInput>[];
}

/**
 * Inserts an invoice or a correction with its taxes and the next number of its series, from 1. The series stays locked until the transaction
 * ends: a rollback gives the number back, so there are no gaps. One statement.
 */
export async function insertNumberedInvoice(
  tx: Tx,
  { series, invoice, taxes }: NumberedInvoice,
): Promise<void> {
  const row = rowOf(invoice);
  const columns = columnsOf(row);
  const taxRows = taxes.map(rowOf);
  const [firstTax] = taxRows;
  const taxColumns = columnsOf(firstTax ?? {});
  const taxed =
    firstTax === undefined
      ? Prisma.empty
      : Prisma.sql`, tax as (
          insert into invoice_tax (${taxColumns})
            select ${taxColumns} from jsonb_populate_recordset(null::invoice_tax, ${JSON.stringify(taxRows)}::jsonb))`;
  await tx.$executeRaw`
    with taken as (
      insert into invoice_series as s (prefix, last_number) values (${series}, 1)
      on conflict (prefix) do update set last_number = s.last_number + 1
      returning prefix || lpad(last_number::text, greatest(5, length(last_number::text)), '0') as given
    )${taxed}
    insert into invoice (${columns}, number)
      select ${columns}, given from taken, jsonb_populate_record(null::invoice, ${JSON.stringify(row)}::jsonb)`;
}
