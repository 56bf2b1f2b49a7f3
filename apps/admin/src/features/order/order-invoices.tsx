import { formatMoney, invoiceKindLabels } from "@dualtrack/contract";
import { Anchor } from "@mantine/core";
import type { OrderView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./order.module.css";

/** The order's invoice and what corrects it, each as a PDF. */
export function OrderInvoices({ order: { invoices }, now }: { order: OrderView; now: number }) {
  if (invoices.length === 0) return null;
  return (
    <Section title="Invoices">
      <dl className={classes.facts}>
        {invoices.map(({ kind, number, total, issuedAt }) => (
          <div key={number}>
            <dt>
              {invoiceKindLabels[kind]}, <Ago at={issuedAt} now={now} />
            </dt>
            <dd>
              <Anchor href={`/invoices/staff/${number}.pdf`} target="_blank" rel="noreferrer" size="sm">
                {number}
              </Anchor>{" "}
              {formatMoney(total)}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
