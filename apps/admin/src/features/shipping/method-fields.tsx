import { Button, Checkbox, Switch, TextInput } from "@mantine/core";
import { LiveFields } from "./live-fields.tsx";
import { RateFields } from "./rate-fields.tsx";
import classes from "./shipping.module.css";
import type { ZoneForm } from "./use-zone-form.ts";
import { type MethodValues, newRate, nextCurrency } from "./zone-values.ts";

/** One method: its name, when it arrives, and its rate in each currency. */
export function MethodFields({
  form,
  place,
  method,
  mayEdit,
  shopCurrency,
}: {
  form: ZoneForm;
  place: number;
  method: MethodValues;
  mayEdit: boolean;
  shopCurrency: string;
}) {
  const path = `methods.${place}` as const;
  const name = method.name.trim() || `method ${place + 1}`;
  const currency = nextCurrency(method.rates);
  return (
    <fieldset className={classes.method}>
      <legend className={classes.legend}>{name}</legend>
      <div className={classes.line}>
        <TextInput
          label="Name"
          description="Customers read it."
          required={mayEdit}
          aria-label={`Name of ${name}`}
          maxLength={80}
          {...form.getInputProps(`${path}.name`)}
        />
        <div className={classes.toggles}>
          <Switch
            label="Offered to customers"
            {...form.getInputProps(`${path}.isActive`, { type: "checkbox" })}
          />
          <Checkbox
            label="Pick-up: customers collect the goods"
            {...form.getInputProps(`${path}.isPickup`, { type: "checkbox" })}
          />
        </div>
      </div>
      <div className={classes.line}>
        <TextInput
          label="Handling (working days)"
          size="xs"
          inputMode="numeric"
          aria-label={`Handling days of ${name}`}
          {...form.getInputProps(`${path}.handlingDays`)}
        />
        <TextInput
          label={method.isPickup ? "Ready after, at least" : "On the way, at least"}
          size="xs"
          inputMode="numeric"
          placeholder="no date promised"
          aria-label={`Fewest days on the way of ${name}`}
          {...form.getInputProps(`${path}.daysFrom`)}
        />
        <TextInput
          label="at most"
          size="xs"
          inputMode="numeric"
          placeholder="no date promised"
          aria-label={`Most days on the way of ${name}`}
          {...form.getInputProps(`${path}.daysTo`)}
        />
      </div>
      <LiveFields {...{ form, path, method, name, mayEdit, shopCurrency }} />
      {method.isLive && (
        <p className={classes.hint}>
          The rates below are the price while the carrier’s is not known. They also say for which carts this
          method is offered, and from when it is free.
        </p>
      )}
      {method.rates.map((rate, index) => (
        <RateFields
          key={rate.currency}
          form={form}
          path={`${path}.rates.${index}`}
          rate={rate}
          name={name}
          mayEdit={mayEdit}
          onRemove={() => form.removeListItem(`${path}.rates`, index)}
        />
      ))}
      {method.rates.length === 0 && <p className={classes.hint}>Without a rate it is not offered.</p>}
      {mayEdit && (
        <div className={classes.buttons}>
          {currency !== null && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => form.insertListItem(`${path}.rates`, newRate(currency))}
            >
              Add a rate in another currency
            </Button>
          )}
          {([-1, 1] as const).map((step) => (
            <Button
              key={step}
              size="compact-xs"
              variant="default"
              aria-label={`Move ${name} ${step === -1 ? "up" : "down"}`}
              disabled={form.values.methods[place + step] === undefined}
              onClick={() => form.reorderListItem("methods", { from: place, to: place + step })}
            >
              {step === -1 ? "↑" : "↓"}
            </Button>
          ))}
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Delete ${name}`}
            onClick={() => form.removeListItem("methods", place)}
          >
            Delete this method
          </Button>
        </div>
      )}
    </fieldset>
  );
}
