import { newRequestId } from "@dualtrack/browser";
import { liveRoundings, priceCurrencies, type RateBasis } from "@dualtrack/contract";
import { hundredths } from "../../hundredths.ts";
import { amountText, parseAmount } from "../../parse-amount.ts";
import type { StaffZone } from "../../server/trpc.ts";

/** What the editor's fields hold; numbers and amounts as they are typed. */
export interface ZoneValues {
  name: string;
  areas: AreaValues[];
  methods: MethodValues[];
}

export interface AreaValues {
  country: string;
  state: string;
  postalFrom: string;
  postalTo: string;
  /** A row of its own, although nothing but its country may be filled in yet. */
  isPart: boolean;
}

export interface MethodValues {
  id: string;
  name: string;
  isActive: boolean;
  isPickup: boolean;
  handlingDays: string;
  daysFrom: string;
  daysTo: string;
  rates: RateValues[];
  /** Whether its price is a carrier's. */
  isLive: boolean;
  live: LiveValues;
}

export interface LiveValues {
  carrier: string;
  service: string;
  /** In percent. */
  surchargePercent: string;
  /** In the shop's base currency. */
  surchargeAmount: string;
  roundTo: string;
}

export interface RateValues {
  currency: string;
  basis: RateBasis;
  freeFrom: string;
  bands: BandValues[];
}

type StaffMethod = StaffZone["methods"][number];

interface BandValues {
  from: string;
  to: string;
  amount: string;
}

export function valuesOf({
  name,
  areas,
  methods,
  shopCurrency,
}: Pick<StaffZone, "name" | "areas" | "methods" | "shopCurrency">): ZoneValues {
  return {
    name,
    areas: areas.map(({ postalTo, ...area }) => ({
      ...area,
      postalTo: postalTo === area.postalFrom ? "" : postalTo,
      isPart: area.state !== "" || area.postalFrom !== "",
    })),
    methods: methods.map(({ handlingDays, daysFrom, daysTo, rates, live, ...method }) => ({
      ...method,
      isLive: live !== null,
      live: live === null ? noLive : liveValuesOf(live, shopCurrency),
      handlingDays: String(handlingDays),
      daysFrom: daysFrom === null ? "" : String(daysFrom),
      daysTo: daysTo === null ? "" : String(daysTo),
      rates: rates.map(({ currency, basis, freeFromAmount, bands }) => ({
        currency,
        basis,
        freeFrom: freeFromAmount === null ? "" : amountText(freeFromAmount, currency),
        bands: bands.map(({ from, to, amount }) => ({
          from: limitText(from, basis, currency),
          to: to === null ? "" : limitText(to, basis, currency),
          amount: amountText(amount, currency),
        })),
      })),
    })),
  };
}

function limitText(limit: number, basis: RateBasis, currency: string): string {
  return basis === "subtotal" ? amountText(limit, currency) : String(limit);
}

/** The values as the contract's schema takes them; what is no number is NaN. */
export function inputOf({ name, areas, methods }: ZoneValues, shopCurrency: string) {
  return {
    name,
    areas,
    methods: methods.map(({ handlingDays, daysFrom, daysTo, rates, isLive, live, ...method }) => ({
      ...method,
      live: isLive ? liveInputOf(live, shopCurrency) : null,
      handlingDays: numberOf(handlingDays),
      daysFrom: orNull(daysFrom, numberOf),
      daysTo: orNull(daysTo, numberOf),
      rates: rates.map(({ currency, basis, freeFrom, bands }) => {
        const amountOf = (text: string) => parseAmount(text, currency).amount ?? Number.NaN;
        const limitOf = basis === "subtotal" ? amountOf : numberOf;
        return {
          currency,
          basis,
          freeFromAmount: orNull(freeFrom, amountOf),
          bands: bands.map(({ from, to, amount }) => ({
            from: basis === "flat" ? 0 : limitOf(from),
            to: basis === "flat" ? null : orNull(to, limitOf),
            amount: amountOf(amount),
          })),
        };
      }),
    })),
  };
}

function liveValuesOf(live: NonNullable<StaffMethod["live"]>, shopCurrency: string): LiveValues {
  return {
    ...live,
    surchargePercent: String(live.surchargePercent / 100),
    surchargeAmount: amountText(live.surchargeAmount, shopCurrency),
    roundTo: String(live.roundTo),
  };
}

function liveInputOf(
  { carrier, service, surchargePercent, surchargeAmount, roundTo }: LiveValues,
  currency: string,
) {
  return {
    carrier,
    service,
    surchargePercent: hundredths(surchargePercent) ?? 0,
    surchargeAmount: orNull(surchargeAmount, (text) => parseAmount(text, currency).amount ?? Number.NaN) ?? 0,
    roundTo: Number(roundTo),
  };
}

function numberOf(text: string): number {
  return /^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
}

function orNull(text: string, read: (text: string) => number): number | null {
  return text.trim() === "" ? null : read(text);
}

/** What is wrong with the typed amounts, by field: why they are none says more than the schema can. */
export function amountProblems({ methods }: ZoneValues, shopCurrency: string): Record<string, string | null> {
  const ofLive = methods.map(({ isLive, live: { surchargeAmount } }, method) => [
    `methods.${method}.live.surchargeAmount`,
    isLive && surchargeAmount.trim() !== "" ? amountProblem(surchargeAmount, shopCurrency) : null,
  ]);
  return Object.fromEntries([
    ...ofLive,
    ...methods.flatMap(({ rates }, method) =>
      rates.flatMap(({ currency, basis, freeFrom, bands }, rate) => {
        const path = `methods.${method}.rates.${rate}`;
        const problemOf = (text: string) => (text.trim() === "" ? null : amountProblem(text, currency));
        return [
          [`${path}.freeFromAmount`, problemOf(freeFrom)],
          ...bands.flatMap(({ from, to, amount }, band) => [
            [`${path}.bands.${band}.amount`, problemOf(amount)],
            ...(basis === "subtotal"
              ? [
                  [`${path}.bands.${band}.from`, problemOf(from)],
                  [`${path}.bands.${band}.to`, problemOf(to)],
                ]
              : []),
          ]),
        ] as [string, string | null][];
      }),
    ),
  ]);
}

function amountProblem(text: string, currency: string): string | null {
  return text.trim().startsWith("-") ? "An amount can't be negative" : parseAmount(text, currency).problem;
}

const noLive: LiveValues = {
  ...{ carrier: "", service: "", surchargePercent: "", surchargeAmount: "" },
  roundTo: String(liveRoundings[0]),
};

export function newPart(): AreaValues {
  return { country: "", state: "", postalFrom: "", postalTo: "", isPart: true };
}

export function wholeCountry(country: string): AreaValues {
  return { country, state: "", postalFrom: "", postalTo: "", isPart: false };
}

export function newMethod(shopCurrency: string): MethodValues {
  return {
    ...{ id: newRequestId(), name: "", isActive: true, isPickup: false },
    ...{ handlingDays: "1", daysFrom: "", daysTo: "", isLive: false, live: noLive },
    rates: [newRate(shopCurrency)],
  };
}

export function newRate(currency: string): RateValues {
  return { currency, basis: "flat", freeFrom: "", bands: [{ from: "0", to: "", amount: "" }] };
}

/** The first currency that has no rate yet; null: all have one. */
export function nextCurrency(rates: readonly RateValues[]): string | null {
  return priceCurrencies.find((currency) => rates.every((rate) => rate.currency !== currency)) ?? null;
}
