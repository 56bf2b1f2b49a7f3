import { ratePattern, tableRateReasons } from "@dualtrack/contract";
import type { QuoteDiscount } from "@dualtrack/db";
import { z } from "zod";
import type { QuotedMethod } from "../shipping/quoted-method.ts";
import type { QuotedRate } from "../shipping/quoted-rate.ts";

/** A shipping method, with the source of its price if that can be a carrier's. */
export type DescribedMethod = QuotedMethod & { rate?: QuotedRate };

/** What a price was made with, by the names and ids that it had then. */
export interface DescribedPrice {
  /** In the order of application. */
  discounts: readonly QuoteDiscount[];
  /** Null: there was no choice. */
  shippingMethod: DescribedMethod | null;
  /** The shop's base currency, and what one unit of it cost in the payment's currency; null: no rate was known. */
  baseCurrency: string;
  exchangeRate: string | null;
}

/** As `shortId` writes it. */
const id = z
  .string()
  .regex(/^[\w-]{22}$/)
  .transform(fullId);
const amount = z.int().min(0);
const discountsSchema = z.array(
  z.tuple([id, id.nullable(), z.string().nullable(), z.string(), amount, amount]),
);
const methodParts = [id, z.string(), z.boolean(), z.string().nullable(), z.string().nullable()] as const;
const methodRateSchema = z.union([
  z.tuple([z.literal("live"), z.string(), z.string(), amount, z.string().regex(/^[a-z]{3}$/)]),
  z.tuple([z.literal("table"), z.string(), z.string(), z.enum(tableRateReasons)]),
]);
const methodSchema = z.union([z.tuple(methodParts), z.tuple([...methodParts, methodRateSchema])]);
const rateSchema = z.tuple([z.string().regex(/^[a-z]{3}$/), z.string().regex(ratePattern).nullable()]);

/** `[["<id>","<id of the code>","SUMMER","Summer sale",200,0]]`: what is off goods and off shipping at the end. Empty if there is none. */
export function writeDiscounts({ discounts }: Pick<DescribedPrice, "discounts">): string {
  if (discounts.length === 0) return "";
  return JSON.stringify(
    discounts.map(({ discountId, codeId, code, name, amount, shippingAmount }) => [
      ...[shortId(discountId), codeId === null ? null : shortId(codeId), code, name, amount, shippingAmount],
    ]),
  );
}

/** Null: they can't be read. */
export function readDescribedDiscounts(text: string): QuoteDiscount[] | null {
  if (text === "") return [];
  const discounts = parse(text, discountsSchema);
  if (discounts === null) return null;
  return discounts.map(([discountId, codeId, code, name, amount, shippingAmount]) => ({
    ...{ discountId, codeId, code, name, amount, shippingAmount },
  }));
}

/**
 * `["<id>","Standard",false,"2026-12-01","2026-12-03"]`: whether it is a pick-up, and when it arrives. With a carrier's price its source
 * follows, without the carrier service's ids, which soon mean nothing: `["live","USPS","Priority",812,"usd"]`, or
 * `["table","USPS","Priority","timeout"]`.
 */
export function writeMethod({ shippingMethod }: Pick<DescribedPrice, "shippingMethod">): string {
  if (shippingMethod === null) return "";
  const { id, name, isPickup, arrives, rate } = shippingMethod;
  return JSON.stringify([
    ...[shortId(id), name, isPickup, arrives?.from ?? null, arrives?.to ?? null],
    ...(rate === undefined ? [] : [partsOfRate(rate)]),
  ]);
}

function partsOfRate(rate: QuotedRate): z.input<typeof methodRateSchema> {
  const { carrier, service } = rate;
  if (rate.source === "table") return ["table", carrier, service, rate.reason];
  return ["live", carrier, service, rate.cost.amount, rate.cost.currency];
}

function rateOfParts(parts: z.output<typeof methodRateSchema>): QuotedRate {
  const [, carrier, service] = parts;
  const of = { carrier, service, answerId: null };
  if (parts[0] === "table") return { ...of, source: parts[0], reason: parts[3] };
  return { ...of, source: parts[0], cost: { amount: parts[3], currency: parts[4] }, ids: [] };
}

export function readMethod(text: string): DescribedMethod | null {
  const method = parse(text, methodSchema);
  if (method === null) return null;
  const [id, name, isPickup, from, to, rate] = method;
  return {
    ...{ id, name, isPickup, arrives: from === null || to === null ? null : { from, to } },
    ...(rate === undefined ? {} : { rate: rateOfParts(rate) }),
  };
}

export function writeRate({
  baseCurrency,
  exchangeRate,
}: Omit<DescribedPrice, "discounts" | "shippingMethod">) {
  return JSON.stringify([baseCurrency, exchangeRate]);
}

/** Null: an older payment has none. */
export function readRate(text: string): { baseCurrency: string; exchangeRate: string | null } | null {
  const rate = parse(text, rateSchema);
  return rate && { baseCurrency: rate[0], exchangeRate: rate[1] };
}

function parse<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** A UUID in 22 characters instead of 36. */
function shortId(id: string): string {
  return Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
}

function fullId(short: string): string {
  const hex = Buffer.from(short, "base64url").toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
