import { newRequestId } from "@dualtrack/browser";
import { buyLabelInput, formatMoney, packedLimits } from "@dualtrack/contract";
import { Anchor, Button, NativeSelect, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { type LabelRate, type OrderView, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { CustomerNote } from "./customer-note.tsx";
import { CustomsGaps } from "./customs-gaps.tsx";
import { isQuoted, LabelRates } from "./label-rates.tsx";
import { NotifyCustomer } from "./notify-customer.tsx";
import { lineName } from "./order-facts.ts";
import { goodsIn, packedOf, planShipment, type ShipmentContents } from "./ship-plan.ts";
import { ShipRisks } from "./ship-risks.tsx";
import { useOrderChanged } from "./use-order-changed.ts";

/** Buys a label for a parcel: its contents, box and weight, then what carriers ask. `onDone` gets the notice about it. */
export function LabelDialog({
  order,
  onDone,
  onClose,
}: {
  order: OrderView;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const [contents, setContents] = useState<ShipmentContents>({});
  const [chosenBox, setChosenBox] = useState<string | null>(null);
  const [typedWeight, setTypedWeight] = useState<string | null>(null);
  const reasons = order.risks.join();
  const [acceptedReasons, setAcceptedReasons] = useState("");
  const changed = useOrderChanged(order.number);
  const lines = planShipment(order, contents);
  const plan = trpc.labels.plan.useQuery(
    { orderId: order.id, lines },
    { enabled: lines.length > 0, placeholderData: (before) => before, retry: false },
  );
  const rate = trpc.labels.rate.useMutation();
  const outcome = useRef<"bought" | "buying">("bought");
  const buy = trpc.labels.buy.useMutation({
    onSettled: changed,
    onSuccess(answer) {
      outcome.current = answer.outcome;
    },
    onError: () => rate.reset(), // a refused purchase is over: carriers are asked anew
  });
  const rates = rate.data ?? null;
  const { form, onSubmit, isLocked, frozen, failure } = useActionForm({
    initialValues: { rateId: "", tellCustomer: order.email !== null },
    schema: buyLabelInput,
    inputOf: (values) => ({ labelId: rates?.labelId ?? "", ...values, despite: order.risks }),
    mutation: buy,
    onDone(sent) {
      const goods = goodsIn(order, lines);
      const mail = sent.tellCustomer && order.email !== null ? ` ${order.email} gets a mail about it.` : "";
      onDone(
        outcome.current === "bought"
          ? `The label is bought, and ${goods} counts as shipped. Print it under Shipments.${mail}`
          : "EasyPost did not answer. The shop asks on by itself and buys no second label: it will stand here. Do not ship in another way before.",
      );
    },
  });
  /** What carriers were asked is no longer what is packed. */
  function change(edit: () => void) {
    edit();
    rate.reset();
    form.setFieldValue("rateId", "");
  }
  const boxId = chosenBox ?? plan.data?.suggestedBoxId ?? "";
  const box = plan.data?.boxes.find(({ id }) => id === boxId);
  const packedGrams = (plan.data?.goodsWeightGrams ?? 0) + (box?.weightGrams ?? 0);
  const weight = typedWeight ?? (packedGrams === 0 ? "" : String(packedGrams));
  const weightGrams = /^\d{1,15}$/.test(weight.trim()) ? Number(weight) : 0;
  const left = order.lines.filter(({ openQuantity }) => openQuantity > 0);
  const chosen = rates?.rates.find(({ id }) => id === form.values.rateId);
  const missing = plan.data?.missingCustoms ?? { origins: [], hsCodes: [] };
  const isDeclared = missing.origins.length === 0;
  const isSafe = reasons === acceptedReasons;
  const isPacked = lines.length > 0 && weightProblem(weightGrams) === null;
  const isBusy = buy.isPending || rate.isPending;

  if (plan.data?.hasSender === false)
    return (
      <Dialog title={`Buy a label for ${order.number}`} isBusy={false} onClose={onClose}>
        <p className={classes.sentence}>
          Nobody has entered who sends parcels. Do that first, under{" "}
          <Anchor renderRoot={(props) => <Link to="/shipping" {...props} />} inherit>
            Shipping
          </Anchor>
          .
        </p>
      </Dialog>
    );
  return (
    <Dialog title={`Buy a label for ${order.number}`} size="lg" isBusy={isBusy} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked || rate.isPending}>
          <ShipRisks
            order={order}
            isAccepted={isSafe}
            onAccept={(isAccepted) => setAcceptedReasons(isAccepted ? reasons : "")}
          />
          <CustomerNote text={order.customerNote} />
          <div>
            <div className={classes.legend}>In this parcel</div>
            <ul className={classes.lines}>
              {left.map((line) => (
                <li key={line.id} className={classes.line}>
                  <span className={classes.lineTitle}>
                    {lineName(line)}
                    <span className={classes.lineFacts}>{line.sku}</span>
                  </span>
                  <Stepper
                    label={lineName(line)}
                    value={packedOf(line, contents)}
                    max={line.openQuantity}
                    onChange={(quantity) =>
                      change(() => setContents((before) => ({ ...before, [line.id]: quantity })))
                    }
                  />
                </li>
              ))}
            </ul>
          </div>
          <NativeSelect
            label="Box"
            description={unknownText(plan.data?.unknownSizes ?? 0, "size")}
            data={[
              { value: "", label: "None of ours: carriers get no size" },
              ...(plan.data?.boxes ?? []).map(({ id, name, maxWeightGrams }) => ({
                value: id,
                label: `${name} (at most ${maxWeightGrams} g)${id === plan.data?.suggestedBoxId ? ", suggested" : ""}`,
              })),
            ]}
            value={boxId}
            onChange={({ currentTarget: { value } }) => change(() => setChosenBox(value))}
          />
          <TextInput
            label="Weight with its box, in grams"
            description={unknownText(plan.data?.unknownWeights ?? 0, "weight")}
            inputMode="numeric"
            value={weight}
            onChange={({ currentTarget: { value } }) => change(() => setTypedWeight(value))}
            error={plan.isPending ? null : weightProblem(weightGrams)}
          />
          <CustomsGaps missing={missing} />
          {rates !== null && (
            <LabelRates
              rates={rates.rates}
              messages={rates.messages}
              quoted={order.shippingRate}
              value={form.values.rateId}
              error={form.errors.rateId}
              onChange={(rateId) => form.setFieldValue("rateId", rateId)}
            />
          )}
          <NotifyCustomer
            email={order.email}
            checked={form.values.tellCustomer}
            onChange={(isNotified) => form.setFieldValue("tellCustomer", isNotified)}
          />
        </fieldset>
        <Failure error={plan.error ?? rate.error ?? failure} isOpen={frozen !== null} />
        <div className={classes.foot}>
          <p className={classes.sentence} aria-live="polite">
            <strong>
              {chosen
                ? `Buy this label for ${formatMoney(chosen)}, and mark ${goodsIn(order, lines)} as shipped with ${chosen.carrier}.`
                : lines.length === 0
                  ? "Nothing is chosen yet."
                  : "Asking carriers costs nothing, and buys nothing."}
            </strong>
            {!isSafe && frozen === null && " Tick above that you ship it all the same."}
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={isBusy}>
              {frozen === null ? "Don't buy it" : "Close"}
            </Button>
            {rates === null && frozen === null ? (
              <Button
                loading={rate.isPending}
                disabled={!isPacked || !isSafe || !isDeclared}
                onClick={() => {
                  buy.reset();
                  rate.mutate(
                    {
                      ...{ orderId: order.id, requestId: newRequestId(), lines },
                      ...{ boxId: boxId || null, weightGrams },
                    },
                    { onSuccess: (answer) => form.setFieldValue("rateId", quotedIn(answer.rates, order)) },
                  );
                }}
              >
                Ask carriers
              </Button>
            ) : (
              <Button type="submit" loading={buy.isPending} disabled={!chosen && frozen === null}>
                {chosen ? `Buy for ${formatMoney(chosen)}` : "Buy"}
              </Button>
            )}
          </div>
        </div>
      </form>
    </Dialog>
  );
}

/** The rate of the service that the customer was quoted; empty: it has none, and staff choose. */
function quotedIn(rates: LabelRate[], { shippingRate }: OrderView): string {
  const found = shippingRate && rates.find((rate) => isQuoted(rate, shippingRate));
  return found?.id ?? "";
}

function unknownText(units: number, measure: "size" | "weight"): string | undefined {
  if (units === 0) return undefined;
  const what = units === 1 ? `The ${measure} of 1 unit is` : `The ${measure}s of ${units} units are`;
  return `${what} not known, and left out. Enter ${units === 1 ? "it" : "them"} on the product's page.`;
}

function weightProblem(grams: number): string | null {
  if (grams === 0) return "Weigh the parcel, and write whole grams";
  return grams > packedLimits.weightGrams ? "No carrier takes a parcel as heavy as this" : null;
}
