import { countryName } from "@dualtrack/contract";
import { NativeSelect } from "@mantine/core";
import { countryChoices } from "../../country-choices.ts";
import { errorMessage } from "../../messages.ts";
import { type ShippingZones, trpc } from "../../server/trpc.ts";
import classes from "./shipping.module.css";

/** The country that goods are sent from: carts show what shipping costs there until the customer's address is known. */
export function OriginCountry({
  zones: { originCountry, zones },
  mayEdit,
  onNotice,
}: {
  zones: ShippingZones;
  mayEdit: boolean;
  onNotice: (notice: string) => void;
}) {
  const utils = trpc.useUtils();
  const set = trpc.shipping.setOrigin.useMutation({
    async onSuccess(_, { country }) {
      await utils.shipping.zones.invalidate();
      onNotice(`Goods are sent from ${countryName(country)}: carts show the shipping costs there.`);
    },
    onError: (error) => onNotice(errorMessage(error)),
  });
  const isServed = zones.some(({ areas }) => areas.some(({ country }) => country === originCountry));
  return (
    <div className={classes.origin}>
      <NativeSelect
        label="Goods are sent from"
        description="Carts show what shipping costs there, until the customer has entered an address."
        data={countryChoices}
        value={set.isPending ? set.variables.country : originCountry}
        disabled={!mayEdit || set.isPending}
        onChange={({ currentTarget: { value: country } }) => set.mutate({ country })}
      />
      {!isServed && zones.length > 0 && (
        <p className={classes.hint}>
          {countryName(originCountry)} is in no zone, so carts show the costs to the first country of the
          first zone.
        </p>
      )}
    </div>
  );
}
