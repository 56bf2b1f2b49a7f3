import { countryName } from "@dualtrack/contract";
import { Button, NativeSelect } from "@mantine/core";
import { countryChoices } from "../../country-choices.ts";
import { refusalOf } from "../../server/refusals.ts";
import { type ShippingZones, trpc } from "../../server/trpc.ts";
import { Failure } from "../../ui/failure.tsx";
import classes from "./shipping.module.css";

/**
 * The country that goods are sent from: carts show what shipping costs there until the customer's address is known. What was chosen and
 * not saved stays, with why, beside what is stored.
 */
export function OriginCountry({
  zones: { originCountry, originVersion, zones },
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
    async onError(error) {
      if (refusalOf(error)?.code === "SHIPPING_ORIGIN_CHANGED") await utils.shipping.zones.invalidate();
    },
  });
  const save = (country: string) => set.mutate({ country, version: originVersion });
  const chosen = set.isPending || set.isError ? set.variables.country : originCountry;
  const isServed = zones.some(({ areas }) => areas.some(({ country }) => country === originCountry));
  return (
    <div className={classes.origin}>
      <NativeSelect
        label="Goods are sent from"
        description="Carts show what shipping costs there, until the customer has entered an address."
        data={countryChoices}
        value={chosen}
        disabled={!mayEdit || set.isPending}
        onChange={({ currentTarget: { value: country } }) => save(country)}
      />
      {set.isError && (
        <>
          <Failure error={set.error} isOpen={false} />
          <p className={classes.hint}>Saved is: {countryName(originCountry)}.</p>
          <div className={classes.buttons}>
            <Button size="xs" variant="default" onClick={() => set.reset()}>
              Leave {countryName(originCountry)}
            </Button>
            {chosen !== originCountry && (
              <Button size="xs" onClick={() => save(chosen)}>
                Set {countryName(chosen)}
              </Button>
            )}
          </div>
        </>
      )}
      {!isServed && zones.length > 0 && (
        <p className={classes.hint}>
          {countryName(originCountry)} is in no zone, so carts show the costs to the first country of the
          first zone.
        </p>
      )}
    </div>
  );
}
