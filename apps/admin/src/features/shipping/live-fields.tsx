import { liveRoundingStep, liveRoundings } from "@dualtrack/contract";
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { amountText } from "../../parse-amount.ts";
import { ServiceDialog } from "./service-dialog.tsx";
import classes from "./shipping.module.css";
import type { ZoneForm } from "./use-zone-form.ts";
import type { MethodValues } from "./zone-values.ts";

/** Whether a method costs what a carrier asks for its service, and what the shop adds to that. */
export function LiveFields({
  form,
  path,
  method,
  name,
  mayEdit,
  shopCurrency,
}: {
  form: ZoneForm;
  /** The method's place in the form's values. */
  path: `methods.${number}`;
  method: MethodValues;
  /** The method's, for labels. */
  name: string;
  mayEdit: boolean;
  shopCurrency: string;
}) {
  const [isAsking, setAsking] = useState(false);
  const currency = shopCurrency.toUpperCase();
  const live = `${path}.live` as const;
  return (
    <>
      <Checkbox
        label="Carrier’s price: EasyPost is asked at the checkout"
        aria-label={`${name} costs what a carrier asks`}
        {...form.getInputProps(`${path}.isLive`, { type: "checkbox" })}
      />
      {method.isLive && (
        <fieldset className={classes.rate}>
          <legend className={classes.legend}>Carrier’s price</legend>
          <div className={classes.line}>
            <TextInput
              label="Carrier"
              size="xs"
              placeholder="e.g. USPS"
              aria-label={`Carrier of ${name}`}
              maxLength={80}
              {...form.getInputProps(`${live}.carrier`)}
            />
            <TextInput
              label="Service"
              size="xs"
              placeholder="e.g. Priority"
              aria-label={`Service of ${name}`}
              maxLength={80}
              {...form.getInputProps(`${live}.service`)}
            />
          </div>
          {mayEdit && (
            <div className={classes.buttons}>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Find a service for ${name}`}
                onClick={() => setAsking(true)}
              >
                Find a service
              </Button>
            </div>
          )}
          {isAsking && (
            <ServiceDialog
              country={form.values.areas.find((area) => area.country !== "")?.country ?? ""}
              onClose={() => setAsking(false)}
              onChoose={(chosen) => {
                form.setFieldValue(live, { ...method.live, ...chosen });
                setAsking(false);
              }}
            />
          )}
          <div className={classes.line}>
            <TextInput
              label="Surcharge (%)"
              size="xs"
              inputMode="decimal"
              placeholder="none"
              aria-label={`Surcharge of ${name} in percent`}
              {...form.getInputProps(`${live}.surchargePercent`)}
            />
            <TextInput
              label={`And (${currency})`}
              size="xs"
              inputMode="decimal"
              placeholder="none"
              aria-label={`Surcharge of ${name} in ${currency}`}
              {...form.getInputProps(`${live}.surchargeAmount`)}
            />
            <NativeSelect
              label="Rounded up to"
              size="xs"
              aria-label={`Rounding of ${name}`}
              data={liveRoundings.map((roundTo) => ({
                value: String(roundTo),
                label: roundingLabel(roundTo, shopCurrency),
              }))}
              {...form.getInputProps(`${live}.roundTo`)}
            />
          </div>
        </fieldset>
      )}
    </>
  );
}

function roundingLabel(roundTo: number, currency: string): string {
  if (roundTo === liveRoundings[0]) return "the smallest amount";
  return `${amountText(liveRoundingStep(roundTo, currency), currency)} ${currency.toUpperCase()}`;
}
