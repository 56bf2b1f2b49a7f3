import { exemptService, exemptSupply, isShipped } from "@dualtrack/contract";
import type { Prisma, ProductKind, QuoteTax } from "@dualtrack/db";
import { z } from "zod";
import { DomainError } from "../domain-error.ts";
import { tableEngine } from "./table-engine.ts";
import { questionOf, type TaxAnswers, TaxNotCalculated } from "./tax-answers.ts";
import type { TaxEngine } from "./tax-engine.ts";

/** The taxes that Stripe Tax has computed, as they are stored: of each line, in their order, and of shipping. */
export type CalculatedTaxes = { lines: QuoteTax[][]; shipping: QuoteTax[] };

const taxesOfPart = z.array(
  z.object({
    jurisdiction: z.string(),
    name: z.string(),
    rate: z.number(),
    taxableAmount: z.number(),
    taxAmount: z.number(),
  }),
);
const calculatedSchema = z.object({ lines: z.array(taxesOfPart), shipping: taxesOfPart });

function readCalculated(stored: Prisma.JsonValue): CalculatedTaxes {
  return calculatedSchema.parse(stored);
}

/** The tax as Stripe Tax has answered; without an answer, by the shop's rule for that. */
export function stripeTaxEngine({ checkoutId, isAddressComplete, failures }: TaxAnswers): TaxEngine {
  return async (tx, goods, table) => {
    const behavior = table.taxBehavior;
    const { question, askedHash } = questionOf(goods, { behavior, sellerCountry: table.sellerCountry });
    const failure = failures.get(askedHash);
    if (failure === "unknown_place") {
      if (isAddressComplete)
        throw new DomainError("DETAILS_REFUSED", { field: "postalCode", problem: "not_valid" });
      return tableEngine(tx, goods, table);
    }
    if (failure === "unavailable") {
      if (table.outageRule === "hold_checkout") throw new DomainError("TAX_UNAVAILABLE", {});
      return { ...(await tableEngine(tx, goods, table)), source: "table_instead" };
    }
    const calculation = await tx.taxCalculation.findFirst({
      where: { checkoutId, askedHash },
      orderBy: { createdAt: "desc" },
      select: { id: true, taxes: true },
    });
    if (calculation === null) throw new TaxNotCalculated(question, askedHash);
    const { lines, shipping } = readCalculated(calculation.taxes);
    return {
      ...{ behavior, source: "stripe_tax", calculationId: calculation.id },
      lines: lines.map((taxes, index) => ({ taxes: taxes.map(namedFor(goods.lines[index]?.kind)) })),
      shipping: { taxes: shipping },
    };
  };
}

/** Stripe calls the reverse charge of goods and of services the same. */
function namedFor(kind: ProductKind = "physical") {
  return (tax: QuoteTax): QuoteTax =>
    tax.name === exemptSupply && !isShipped(kind) ? { ...tax, name: exemptService } : tax;
}
