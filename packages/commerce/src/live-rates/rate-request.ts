import { createHash } from "node:crypto";
import {
  addressFormatOf,
  amountStep,
  type CurrencyTerms,
  normalisePostalCode,
  type Sender,
  type TableRateReason,
} from "@dualtrack/contract";
import type { CustomsItem, RegisteredParcel } from "../carrier-api.ts";
import { isOneCustomsArea } from "../shipping/is-one-customs-area.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import { type Box, type PackedUnit, packParcels, weightOf } from "../shipping/pack-parcel.ts";

/** A unit of goods that carriers are asked about. */
export interface RatedUnit extends PackedUnit {
  /** What it costs, in minor units of the checkout's currency. */
  unitAmount: number;
}

/** What carriers are asked about a cart: all its parcels. */
export interface RateRequest {
  /** The hash of everything that the answer depends on. */
  key: string;
  /** The shop's, in which answers keep the rates of exchange. */
  baseCurrency: string;
  parcels: readonly Omit<RegisteredParcel, "reference">[];
}

interface RatedGoods {
  sender: Sender;
  boxes: readonly Box[];
  destination: Destination;
  units: readonly RatedUnit[];
  terms: CurrencyTerms;
}

/** More parcels would cost the carrier service, and the customer, more calls than a price is worth. */
const maxParcels = 4;
/** Packing more units takes too long while a customer waits. */
const maxUnits = 200;

/**
 * Packs the goods and says what carriers are asked about them, or why they can't be asked. They are told no name and no street: rates
 * depend on postal code and city, and a wallet's sheet knows no more before it is paid.
 */
export function rateRequest(goods: RatedGoods): RateRequest | TableRateReason {
  const { sender, boxes, destination, units, terms } = goods;
  if (!isComplete(destination)) return "address_incomplete";
  if (units.some(({ weightGrams }) => weightGrams === null || weightGrams === 0)) return "weight_unknown";
  if (units.length > maxUnits) return "too_many_parcels";
  const packed = packParcels(boxes, units);
  if (packed.length > maxParcels) return "too_many_parcels";
  const { country, state, postalCode, city = "" } = destination;
  const to = { country, state, postalCode, city, line1: "", line2: "", name: null, phone: null, email: null };
  const from = { ...sender.address, name: sender.name, phone: sender.phone, email: sender.email };
  const needsCustoms = !isOneCustomsArea(from.country, country);
  const parcels = packed.map(({ units: inside, box }) => ({
    from,
    to,
    sizeMm: box === null ? ownSides(inside) : ([box.lengthMm, box.widthMm, box.heightMm] as const),
    weightGrams: weightOf(inside) + (box?.weightGrams ?? 0),
    customs: needsCustoms
      ? [customsOf(inside, { currency: terms.currency, originCountry: from.country })]
      : null,
  }));
  const { baseCurrency } = terms;
  const key = createHash("sha256")
    .update(JSON.stringify([baseCurrency, parcels]))
    .digest("hex");
  return { key, baseCurrency, parcels };
}

/** Whether the destination has all parts that its country's addresses have, but for the street. */
function isComplete({ country, state, postalCode, city = "" }: Destination): boolean {
  const format = addressFormatOf(country);
  const code = normalisePostalCode(country, postalCode);
  if (code === null || (code === "" && format.postalCode === "required")) return false;
  return (city !== "" || !format.needsCity) && (state !== "" || !format.needsState);
}

/** Goods that no box takes travel as they are. */
function ownSides(units: readonly RatedUnit[]): RegisteredParcel["sizeMm"] {
  return units.length === 1 ? (units[0]?.sidesMm ?? null) : null;
}

/** Rates depend on weight and value, not on what it is and where it was made. Labels declare each line. */
function customsOf(
  units: readonly RatedUnit[],
  { currency, originCountry }: { currency: string; originCountry: string },
): CustomsItem {
  return {
    description: "Merchandise",
    quantity: units.length,
    weightGrams: weightOf(units),
    // A declaration of nothing is refused, also of goods that are given away.
    amount: Math.max(
      units.reduce((sum, { unitAmount }) => sum + unitAmount, 0),
      amountStep(currency),
    ),
    currency,
    hsCode: null,
    originCountry,
  };
}
