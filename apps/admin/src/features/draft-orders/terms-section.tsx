import { draftOrderLimits, formatMoney } from "@dualtrack/contract";
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { holdChoices } from "../../hold-choices.ts";
import { useSettings } from "../../server/settings.ts";
import { shopTime } from "../../shop-time.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./draft-orders.module.css";
import type { DraftForm } from "./use-draft-form.ts";
import type { DraftPrice } from "./use-draft-price.ts";

/** What it costs and how it is delivered, what the customer is told, and how long the goods are reserved. */
export function TermsSection({
  form,
  price,
  now,
  isSent,
}: {
  form: DraftForm;
  price: DraftPrice | undefined;
  /** The server's time. */
  now: number;
  /** How long its goods are reserved is changed elsewhere. */
  isSent: boolean;
}) {
  const { timeZone } = useSettings();
  const { ownDiscount, currency, holdMinutes, lines } = form.values.draft;
  const [begins = null] = lines.flatMap(({ startsAt }) => startsAt ?? []).toSorted();
  const held = new Date(now + Number(holdMinutes) * 60_000).toISOString();
  const options = price?.shippingOptions ?? [];
  return (
    <>
      <Section title="Price and delivery" id="price">
        <div className={classes.fields}>
          {options.length > 0 && (
            <NativeSelect
              label="Delivery"
              data={[
                { value: "", label: "As the customer chooses" },
                ...options.map(({ id, name, price: cost }) => ({
                  value: id,
                  label: `${name}, ${formatMoney(cost)}`,
                })),
              ]}
              {...form.getInputProps("draft.shippingMethodId")}
            />
          )}
          <TextInput
            label="Discount codes"
            placeholder="none"
            {...form.getInputProps("draft.discountCodes")}
          />
          {price?.codes
            .filter(({ refusal }) => refusal !== null)
            .map(({ code }) => (
              <p key={code} className={classes.problem}>
                {code} takes nothing off this order.
              </p>
            ))}
          <div className={classes.line}>
            <NativeSelect
              label="Discount for this order"
              data={[
                { value: "none", label: "None" },
                { value: "percent", label: "A percentage off goods" },
                { value: "amount", label: "An amount off goods" },
              ]}
              {...form.getInputProps("draft.ownDiscount.kind")}
            />
            {ownDiscount.kind === "percent" && (
              <TextInput
                label="Percent"
                inputMode="decimal"
                {...form.getInputProps("draft.ownDiscount.bps")}
              />
            )}
            {ownDiscount.kind === "amount" && (
              <TextInput
                label={`Amount off (${currency.toUpperCase()})`}
                inputMode="decimal"
                {...form.getInputProps("draft.ownDiscount.amount")}
              />
            )}
            {ownDiscount.kind !== "none" && (
              <TextInput
                label="What for"
                description="The customer reads it."
                inputWrapperOrder={["label", "input", "description", "error"]}
                maxLength={draftOrderLimits.reason}
                {...form.getInputProps("draft.ownDiscount.reason")}
              />
            )}
          </div>
          {price && <PriceSums price={price} />}
        </div>
      </Section>
      <Section title="Link" id="link">
        <div className={classes.fields}>
          <Textarea
            label="Message to the customer"
            description="It stands in the mail and at the link."
            inputWrapperOrder={["label", "input", "description", "error"]}
            autosize
            minRows={2}
            maxLength={draftOrderLimits.message}
            {...form.getInputProps("draft.message")}
          />
          {!isSent && (
            <NativeSelect
              label="Reserve the items for"
              description={
                begins !== null && begins < held
                  ? `Sent now: until ${shopTime(begins, timeZone)} (${timeZone}), when the first booked time begins.`
                  : `Sent now: until ${shopTime(held, timeZone)} (${timeZone}).`
              }
              inputWrapperOrder={["label", "input", "description", "error"]}
              maw={360}
              data={holdChoices(Number(holdMinutes))}
              {...form.getInputProps("draft.holdMinutes")}
            />
          )}
        </div>
      </Section>
    </>
  );
}

/** What it costs as it is written now. */
function PriceSums({ price }: { price: DraftPrice }) {
  const rows: [label: string, value: string][] = [
    ["Items", formatMoney(price.subtotal)],
    ...price.discounts.map(({ name, amount }): [string, string] => [name, `−${formatMoney(amount)}`]),
    ["Shipping", formatMoney(price.shipping)],
    ...price.taxes.map(({ name, tax, isIncluded }): [string, string] => [
      isIncluded ? `of which ${name}` : name,
      formatMoney(tax),
    ]),
  ];
  return (
    <dl className={classes.sums} aria-label="Price">
      {rows.map(([label, value]) => (
        <FactRow key={label} {...{ label, value }} />
      ))}
      <dt className={classes.total}>Total</dt>
      <dd className={classes.total}>{formatMoney(price.total)}</dd>
    </dl>
  );
}

function FactRow({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
