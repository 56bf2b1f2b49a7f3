import { formatMoney, tryLiveRatesInput } from "@dualtrack/contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { countryChoices } from "../../country-choices.ts";
import { tableRateTexts } from "../../label-texts.ts";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";

/** Asks carriers for an example, and lets staff choose one of the services that they answer. */
export function ServiceDialog({
  country,
  onChoose,
  onClose,
}: {
  /** The first of the zone; empty: it has none. */
  country: string;
  onChoose: (service: { carrier: string; service: string }) => void;
  onClose: () => void;
}) {
  const ask = trpc.shipping.tryLiveRates.useMutation();
  const { form, onSubmit, failureOf } = useSchemaForm({
    initialValues: { destination: { country, state: "", postalCode: "", city: "" }, weightGrams: "500" },
    schema: tryLiveRatesInput,
    inputOf: ({ weightGrams, ...values }) => ({ ...values, weightGrams: Number(weightGrams) }),
  });
  const submit = onSubmit((input) => ask.mutate(input));
  return (
    <Dialog title="Find a service" isBusy={ask.isPending} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event: FormEvent<HTMLFormElement>) => {
          event.stopPropagation(); // the zone's form is around it
          submit(event);
        }}
      >
        <fieldset className={classes.fields} disabled={ask.isPending}>
          <NativeSelect
            label="Country"
            data={countryChoices}
            {...form.getInputProps("destination.country")}
          />
          <TextInput label="Postal code" {...form.getInputProps("destination.postalCode")} />
          <TextInput label="City" {...form.getInputProps("destination.city")} />
          <TextInput
            label="State"
            description="Where addresses have one."
            {...form.getInputProps("destination.state")}
          />
          <TextInput
            label="Weight of the goods, in grams"
            inputMode="numeric"
            {...form.getInputProps("weightGrams")}
          />
        </fieldset>
        {ask.data && <Services answer={ask.data} onChoose={onChoose} />}
        <Failure error={failureOf(ask.error)} isOpen={false} />
        <div className={classes.foot}>
          <p className={classes.sentence}>Asking carriers costs nothing, and buys nothing.</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={ask.isPending}>
              Close
            </Button>
            <Button type="submit" loading={ask.isPending}>
              Ask carriers
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

function Services({
  answer: { rates, messages, reason, said },
  onChoose,
}: {
  answer: ReturnType<typeof trpc.shipping.tryLiveRates.useMutation>["data"] & object;
  onChoose: (service: { carrier: string; service: string }) => void;
}) {
  if (reason !== null)
    return (
      <p className={classes.sentence} role="alert">
        {[tableRateTexts[reason], said === null ? "" : `“${said}”`].filter(Boolean).join(" ")}
      </p>
    );
  return (
    <div aria-live="polite">
      {rates.length === 0 && <p className={classes.sentence}>No carrier takes such a parcel there.</p>}
      <ul className={classes.lines} aria-label="Services">
        {rates.map(({ carrier, service, days, ...cost }) => (
          <li key={`${carrier} ${service} ${cost.currency}`} className={classes.line}>
            <span className={classes.lineTitle}>
              {carrier} {service}
              <span className={classes.lineFacts}>
                {formatMoney(cost)}, {days === null ? "days not known" : `${days} working days`}
              </span>
            </span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Use ${carrier} ${service}`}
              onClick={() => onChoose({ carrier, service })}
            >
              Use
            </Button>
          </li>
        ))}
      </ul>
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
