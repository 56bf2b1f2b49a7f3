import { formatMoney, type ShipmentRest, shipmentRests } from "@dualtrack/contract";
import { Radio } from "@mantine/core";
import type { OrderView } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { chargeWithout } from "./cancel-part-plan.ts";
import { goodsIn, type ShipmentLine } from "./ship-plan.ts";

/** Asks what becomes of the units that a shipment leaves behind, while nothing is charged yet. Nothing, if it leaves none. */
export function ShipmentRestChoice({
  order,
  rest,
  value,
  onChange,
}: {
  order: OrderView;
  /** The units that stay. */
  rest: readonly ShipmentLine[];
  value: ShipmentRest;
  onChange: (value: ShipmentRest) => void;
}) {
  if (rest.length === 0) return null;
  const { before, after } = chargeWithout(order, rest);
  const labels: Record<ShipmentRest, string> = {
    charge: `Charge all of ${formatMoney(before)} now; the rest ships later`,
    cancel_and_restock: `Charge ${formatMoney(after)}, and cancel the rest: it goes back in stock`,
    cancel: `Charge ${formatMoney(after)}, and cancel the rest: nothing goes back in stock`,
  };
  return (
    <Radio.Group
      label={`Not in this shipment: ${goodsIn(order, rest)}`}
      description="The card is charged once, with this shipment."
      value={value}
      onChange={(chosen) => onChange(shipmentRests.find((each) => each === chosen) ?? "charge")}
    >
      <div className={classes.choices}>
        {shipmentRests.map((each) => (
          <Radio key={each} value={each} size="xs" label={labels[each]} />
        ))}
      </div>
    </Radio.Group>
  );
}
