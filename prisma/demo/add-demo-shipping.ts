import type { Tx } from "../../packages/db/src/index.ts";
import { demoBoxes, demoSender, demoZones } from "./demo-shipping.ts";

/** Puts the demo label's zones in the place of the one that the migration made. */
export async function addDemoShipping(tx: Tx): Promise<void> {
  await tx.shippingZone.deleteMany();
  await tx.shippingSettings.update({ where: { id: 1 }, data: { originCountry: "AT", sender: demoSender } });
  await tx.shippingBox.createMany({ data: demoBoxes.map((box, position) => ({ ...box, position })) });
  for (const [position, { name, countries, methods }] of demoZones.entries()) {
    const { id: zoneId } = await tx.shippingZone.create({ data: { name, position }, select: { id: true } });
    await tx.shippingArea.createMany({
      data: countries.split(" ").map((country) => ({ zoneId, country })),
    });
    for (const [place, { days, basis = "flat", freeFrom, bands, live, ...method }] of methods.entries()) {
      const [daysFrom, daysTo] = days;
      const { id: methodId } = await tx.shippingMethod.create({
        data: { ...method, ...live, zoneId, position: place, daysFrom, daysTo },
        select: { id: true },
      });
      for (const currency of ["eur", "usd", "gbp", "jpy"] as const) {
        const freeFromAmount = freeFrom?.[currency] ?? null;
        await tx.shippingRate.create({ data: { methodId, currency, basis, freeFromAmount } });
        await tx.shippingRateBand.createMany({
          data: bands.map(({ from, to, amounts }, band) => ({
            ...{ methodId, currency, fromValue: from },
            toValue: bands[band + 1]?.from ?? to ?? null,
            amount: amounts[currency],
          })),
        });
      }
    }
  }
}
