import { priceCurrencies } from "@dualtrack/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { Section } from "../../ui/section.tsx";
import { newAmount } from "./discount-values.ts";
import classes from "./discounts.module.css";
import type { DiscountForm } from "./use-discount-form.ts";

/** How often it can be used, and the amounts of each currency. */
export function LimitsSection({ form, mayEdit }: { form: DiscountForm; mayEdit: boolean }) {
  const { amounts, kind } = form.values.discount;
  const next = priceCurrencies.find((each) => !amounts.some(({ currency }) => currency === each));
  return (
    <>
      <Section title={kind === "amount" ? "Amounts and minimums" : "Minimums"} id="amounts">
        <p className={classes.hint}>
          {kind === "amount" && "In a currency without an amount it is not applied. "}
          The minimum is what the goods must cost before discounts; empty: none.
        </p>
        {amounts.map(({ currency }, place) => (
          <div className={classes.line} key={currency}>
            <NativeSelect
              label="Currency"
              size="xs"
              data={priceCurrencies.map((value) => ({ value, label: value.toUpperCase() }))}
              {...form.getInputProps(`discount.amounts.${place}.currency`)}
            />
            {kind === "amount" && (
              <TextInput
                label={`Amount off (${currency.toUpperCase()})`}
                size="xs"
                inputMode="decimal"
                {...form.getInputProps(`discount.amounts.${place}.amount`)}
              />
            )}
            <TextInput
              label={`Goods for at least (${currency.toUpperCase()})`}
              size="xs"
              inputMode="decimal"
              placeholder="no minimum"
              {...form.getInputProps(`discount.amounts.${place}.minSubtotalAmount`)}
            />
          </div>
        ))}
        {form.errors["discount.amounts"] && (
          <p className={classes.problem}>{form.errors["discount.amounts"]}</p>
        )}
        {mayEdit && (
          <div className={classes.buttons}>
            {next !== undefined && (
              <Button
                size="compact-xs"
                variant="default"
                mt={8}
                onClick={() => form.insertListItem("discount.amounts", newAmount(next))}
              >
                Add another currency
              </Button>
            )}
            {amounts.length > 1 && (
              <Button
                size="compact-xs"
                variant="default"
                mt={8}
                onClick={() => form.removeListItem("discount.amounts", amounts.length - 1)}
              >
                Remove the last currency
              </Button>
            )}
          </div>
        )}
      </Section>
      <Section title="Limits" id="limits">
        <p className={classes.hint}>
          A use is reserved while a customer is at the checkout, counts when the order is confirmed, and is
          free again when the checkout ends unpaid or the order is refunded in full.
        </p>
        <div className={classes.fields}>
          <div className={classes.line}>
            <TextInput
              label="Uses in total"
              inputMode="numeric"
              placeholder="no limit"
              {...form.getInputProps("discount.maxUses")}
            />
            <TextInput
              label="Uses by one customer"
              inputMode="numeric"
              placeholder="no limit"
              description="Known by e-mail address and card."
              inputWrapperOrder={["label", "input", "description", "error"]}
              {...form.getInputProps("discount.maxUsesPerCustomer")}
            />
          </div>
        </div>
      </Section>
    </>
  );
}
