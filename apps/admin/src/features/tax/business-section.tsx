import { Checkbox, NativeSelect } from "@mantine/core";
import { viesProblemText } from "../../labels.ts";
import type { StaffTax } from "../../server/trpc.ts";
import { Section } from "../../ui/section.tsx";
import classes from "./tax.module.css";
import type { TaxForm } from "./use-tax-form.ts";

/** Whether customers can buy as a business, and when their VAT ids count. */
export function BusinessSection({ form, vies }: { form: TaxForm; vies: StaffTax["vies"] }) {
  const { acceptsVatIds, asksVies } = form.values;
  return (
    <Section title="Business customers" id="business">
      <p className={classes.hint}>
        With a VAT id of another country of the EU, a business gets goods that are sent to such a country
        without VAT (intra-Community supply), if the shop is sold from the EU and registered there.
      </p>
      <div className={classes.fields}>
        <Checkbox
          label="Customers can buy as a business, with a VAT id"
          description="Its form and check digits are checked in any case."
          {...form.getInputProps("acceptsVatIds", { type: "checkbox" })}
        />
        {acceptsVatIds && (
          <Checkbox
            label="Look VAT ids up in VIES, the EU's register"
            description="Without it, any number that is well-formed counts. The shop's own VAT id in Settings makes the answer a proof."
            {...form.getInputProps("asksVies", { type: "checkbox" })}
          />
        )}
        {acceptsVatIds && asksVies && (
          <NativeSelect
            label="When VIES does not answer"
            description={
              vies.unanswered === 0
                ? `In the last 24 hours it answered each of ${vies.asked} times.`
                : `In the last 24 hours it did not answer ${vies.unanswered} of ${vies.asked} times, lastly: ${viesProblemText(vies.lastProblem)}.`
            }
            data={[
              { value: "tax", label: "the customer is charged tax, and can try again" },
              { value: "accept", label: "a well-formed VAT id counts, and no tax is charged" },
            ]}
            value={form.values.acceptsUnconfirmedVatIds ? "accept" : "tax"}
            onChange={({ target }) =>
              form.setFieldValue("acceptsUnconfirmedVatIds", target.value === "accept")
            }
          />
        )}
      </div>
    </Section>
  );
}
