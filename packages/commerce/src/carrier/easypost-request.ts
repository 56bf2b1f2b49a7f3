import { normaliseState } from "@dualtrack/contract";
import type { CustomsItem, Recipient, RegisteredParcel, Sender } from "../carrier-api.ts";
import { decimal } from "../csv-cells.ts";
import { inchesOf, ouncesOf } from "./imperial-units.ts";

/** A parcel as EasyPost takes it. */
export function shipmentRequest({ reference, from, to, sizeMm, weightGrams, customs }: RegisteredParcel) {
  const [length, width, height] = sizeMm ?? [];
  return {
    reference,
    from_address: addressOf(from),
    to_address: addressOf(to),
    parcel: {
      weight: ouncesOf(weightGrams),
      ...(length === undefined || width === undefined || height === undefined
        ? {}
        : { length: inchesOf(length), width: inchesOf(width), height: inchesOf(height) }),
    },
    options: { label_format: "PDF" },
    ...(customs === null ? {} : { customs_info: customsOf(customs, from) }),
  };
}

function addressOf({ name, line1, line2, city, state, postalCode, country, phone, email }: Recipient) {
  const parts = {
    name,
    street1: line1,
    street2: line2,
    city,
    state: normaliseState(country, state),
    zip: postalCode,
    country,
    phone,
    email,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null && part !== ""));
}

/** The goods of a sale, declared by the sender. `eel_pfc` is the exemption for small values, asked for by the USA. */
function customsOf(items: readonly CustomsItem[], sender: Sender) {
  return {
    contents_type: "merchandise",
    restriction_type: "none",
    non_delivery_option: "return",
    customs_certify: true,
    customs_signer: sender.name,
    eel_pfc: "NOEEI 30.37(a)",
    customs_items: items.map(
      ({ description, quantity, weightGrams, amount, currency, hsCode, originCountry }) => ({
        description: description.slice(0, 45),
        quantity,
        weight: ouncesOf(weightGrams),
        value: Number(decimal({ amount, currency })),
        currency: currency.toUpperCase(),
        origin_country: originCountry,
        ...(hsCode === null ? {} : { hs_tariff_number: hsCode }),
      }),
    ),
  };
}
