import { formatMoney } from "@dualtrack/contract";
import { Radio } from "@mantine/core";
import type { LabelRate } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";

/** What carriers ask for a parcel, to choose from; the cheapest of a currency first. */
export function LabelRates({
  rates,
  messages,
  value,
  error,
  onChange,
}: {
  rates: LabelRate[];
  /** What carriers said that ask nothing. */
  messages: string[];
  value: string;
  error: React.ReactNode;
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
                  description={
                    days === null ? "days not known" : `${days} working ${days === 1 ? "day" : "days"}`
                  }
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
