import { discountKinds } from "@dualtrack/contract";
import { NativeSelect, Radio, TextInput } from "@mantine/core";
import { Section } from "../../ui/section.tsx";
import { kindLabels } from "./discount-labels.ts";
import classes from "./discounts.module.css";
import type { DiscountForm } from "./use-discount-form.ts";

/** What it takes off, and whether customers need a code. */
export function RuleSection({ form, isNew }: { form: DiscountForm; isNew: boolean }) {
  const { kind, isAutomatic } = form.values.discount;
  const hasPercent = kind === "percent" || kind === "buy_x_get_y";
  return (
    <Section title="What it takes off" id="rule">
      <div className={classes.fields}>
        <TextInput
          label="Name"
          description="Customers read it in the cart, at the checkout and on the order."
          required
          maxLength={80}
          {...form.getInputProps("discount.name")}
          {...(isNew ? { "data-autofocus": true } : {})}
        />
        <div className={classes.line}>
          <NativeSelect
            label="Kind"
            data={discountKinds.map((value) => ({ value, label: kindLabels[value] }))}
            {...form.getInputProps("discount.kind")}
          />
          {kind === "buy_x_get_y" && (
            <>
              <TextInput
                label="Buy (units)"
                inputMode="numeric"
                {...form.getInputProps("discount.buyQuantity")}
              />
              <TextInput
                label="Get (units)"
                inputMode="numeric"
                description="The cheapest of each group."
                inputWrapperOrder={["label", "input", "description", "error"]}
                {...form.getInputProps("discount.getQuantity")}
              />
            </>
          )}
          {hasPercent && (
            <TextInput
              label={kind === "percent" ? "Percent" : "Percent off these"}
              inputMode="decimal"
              {...form.getInputProps("discount.percentBps")}
            />
          )}
        </div>
        <Radio.Group
          label="Applied"
          value={isAutomatic ? "automatic" : "code"}
          onChange={(value) => form.setFieldValue("discount.isAutomatic", value === "automatic")}
        >
          <Radio value="code" label="by a code that customers enter" my={6} />
          <Radio value="automatic" label="automatically, to every cart that fits" />
        </Radio.Group>
      </div>
    </Section>
  );
}
