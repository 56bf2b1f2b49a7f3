import { countryName, formatMoney } from "@dualtrack/contract";
import type { ReactNode } from "react";
import { useSettings } from "../../server/settings.ts";
import type { StaffDraftOrder } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./draft-orders.module.css";

/** A draft order that its customer has ordered, to be read: nothing of it can be changed any more. */
export function OrderedDraft({
  draft: { fields },
  ordered,
  total,
}: {
  draft: StaffDraftOrder;
  ordered: NonNullable<StaffDraftOrder["ordered"]>;
  total: NonNullable<StaffDraftOrder["total"]>;
}) {
  const { timeZone } = useSettings();
  const { name, email, phone, companyName, vatId, shippingAddress, billing, message } = fields;
  const sums: [label: string, value: string][] = [
    ...ordered.discounts.map(({ name: label, amount }): [string, string] => [
      label,
      `−${formatMoney(amount)}`,
    ]),
    ["Shipping", formatMoney(ordered.shipping)],
    ...ordered.taxes.map(({ name: label, tax, isIncluded }): [string, string] => [
      isIncluded ? `of which ${label}` : label,
      formatMoney(tax),
    ]),
  ];
  return (
    <>
      <Section title="Items" id="items">
        <table className={classes.goods}>
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col" className={classes.number}>
                Price
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered.lines.map(({ title, startsAt, quantity, amount }) => (
              <tr key={`${title} ${startsAt}`}>
                <td>
                  {quantity} × {title}
                  {startsAt !== null && <span className={classes.sub}>{shopTime(startsAt, timeZone)}</span>}
                </td>
                <td className={classes.number}>{formatMoney(amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <dl className={classes.sums} aria-label="Price">
          {sums.map(([label, value]) => (
            <FactRow key={label} label={label}>
              {value}
            </FactRow>
          ))}
          <dt className={classes.total}>Total</dt>
          <dd className={classes.total}>{formatMoney(total)}</dd>
        </dl>
      </Section>
      <Section title="Customer, as it was written" id="customer">
        <dl className={classes.facts}>
          {name && <FactRow label="Name">{name}</FactRow>}
          {email && <FactRow label="E-mail">{email}</FactRow>}
          {phone && <FactRow label="Phone">{phone}</FactRow>}
          {companyName && <FactRow label="Company">{companyName}</FactRow>}
          {vatId && <FactRow label="VAT id">{vatId}</FactRow>}
          {shippingAddress && <FactRow label="Delivery">{addressText(shippingAddress)}</FactRow>}
          {billing && (
            <FactRow label="Bill">{[billing.name, addressText(billing.address)].join(", ")}</FactRow>
          )}
          {message && <FactRow label="Message">{message}</FactRow>}
        </dl>
        <p className={classes.hint}>What the customer has entered at the link stands in the order.</p>
      </Section>
    </>
  );
}

type Address = NonNullable<StaffDraftOrder["fields"]["shippingAddress"]>;

function addressText({ line1, line2, postalCode, city, state, country }: Address): string {
  return [line1, line2, [postalCode, city].filter(Boolean).join(" "), state, countryName(country)]
    .filter(Boolean)
    .join(", ");
}

function FactRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
