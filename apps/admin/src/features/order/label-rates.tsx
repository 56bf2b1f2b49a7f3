import { formatMoney } from "@dualtrack/contract";
import { Radio } from "@mantine/core";
import type { LabelRate, OrderView } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";

/** What carriers ask for a parcel, to choose from; the cheapest of a currency first. */
export function LabelRates({
  rates,
  messages,
  value,
  error,
  quoted,
  onChange,
}: {
  rates: LabelRate[];
  /** What carriers said that ask nothing. */
  messages: string[];
  value: string;
  error: React.ReactNode;
  /** What the customer was quoted; null: the method is no carrier's. */
  quoted: OrderView["shippingRate"];
  onChange: (rateId: string) => void;
}) {
  return (
    <div>
      {rates.length === 0 ? (
        <p className={classes.sentence}>No carrier takes this parcel. Change it, or ship it by hand.</p>
      ) : (
        <Radio.Group label="What carriers ask" value={value} error={error} onChange={onChange}>
          <ul className={classes.lines}>
            {rates.map(({ id, carrier, service, days, ...cost }) => (
              <li key={id} className={classes.line}>
                <Radio
                  value={id}
                  label={
                    <>
                      {carrier} {service}, <strong>{formatMoney(cost)}</strong>
                    </>
                  }
                  description={[
                    days === null ? "days not known" : `${days} working ${days === 1 ? "day" : "days"}`,
                    quoted !== null && isQuoted({ carrier, service }, quoted) && quotedText(quoted),
                  ]
                    .filter(Boolean)
                    .join(", ")}
                />
              </li>
            ))}
          </ul>
        </Radio.Group>
      )}
      {messages.length > 0 && (
        <ul className={classes.consequences}>
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Whether it is the service that the customer was quoted; staff may have spelled that otherwise. */
export function isQuoted(
  rate: Pick<LabelRate, "carrier" | "service">,
  quoted: NonNullable<OrderView["shippingRate"]>,
): boolean {
  const nameOf = ({ carrier, service }: typeof rate) => `${carrier}|${service}`.toLowerCase();
  return nameOf(rate) === nameOf(quoted);
}

function quotedText(quoted: NonNullable<OrderView["shippingRate"]>): string {
  return quoted.source === "live"
    ? `chosen by the customer, ${formatMoney(quoted.cost)} at the checkout`
    : "chosen by the customer";
}
