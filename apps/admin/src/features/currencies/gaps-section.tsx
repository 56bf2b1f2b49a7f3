import type { StaffCurrencies } from "../../server/trpc.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./currencies.module.css";

type Gap = StaffCurrencies["gaps"][number];

/** What customers can't have in a currency, and why. Nothing if there is no such thing. */
export function GapsSection({ settings: { gaps, baseCurrency } }: { settings: StaffCurrencies }) {
  if (gaps.length === 0) return null;
  return (
    <Section title="Not offered" id="gaps">
      <ul className={classes.gaps}>
        {gaps.map((gap) => (
          <li key={gap.currency}>
            <strong>In {gap.currency.toUpperCase()}</strong>
            {!gap.hasRate && ": no rate is known, so nothing is converted"}
            <ul>
              {gap.missing.map((missing) => (
                <li key={missing.kind}>{missingText(missing, gap, baseCurrency)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function missingText({ kind, count, names }: Gap["missing"][number], gap: Gap, baseCurrency: string): string {
  const [one, others, lacks] = kindTexts[kind];
  const subject = `${count} ${count === 1 ? one : others}`;
  const own = gap.currency.toUpperCase();
  // A currency with a rate takes what the base currency has.
  const sources =
    gap.hasRate && gap.currency !== baseCurrency && kind !== "discount"
      ? `${own} or ${baseCurrency.toUpperCase()}`
      : own;
  return `${subject} without ${lacks} in ${sources}: ${names.join(", ")}${count > names.length ? " and others" : ""}`;
}

const kindTexts: Record<Gap["missing"][number]["kind"], [one: string, others: string, lacks: string]> = {
  product: ["product", "products", "a price"],
  shipping_method: ["shipping method", "shipping methods", "a rate"],
  discount: ["discount", "discounts", "an amount"],
};
