import type { MissingPart } from "@dualtrack/contract";
import type { ProductKind, Tx } from "@dualtrack/db";
import { getBaseCurrency } from "../currencies/base-currency.ts";
import { DomainError } from "../domain-error.ts";
import { bookedResources } from "./booked-resources.ts";
import { variantName } from "./claim-version.ts";
import { soldFiles } from "./variant-files.ts";

interface Publishable {
  kind: ProductKind;
  /** Null: not set yet, or not a service. */
  service: { resources: object[] } | null;
  description: string;
  optionName: string | null;
  variants: {
    sku: string;
    title: string;
    archivedAt: Date | null;
    durationMinutes: number | null;
    prices: { currency: string; unitAmount: number }[];
    files: { id: string }[];
  }[];
}

/**
 * The parts that a product lacks before it can be published; empty if it is ready. Prices in `currency`, the shop's base currency, are
 * required, as those in others are derived from them.
 */
export function missingParts(
  { kind, description, optionName, service, variants }: Publishable,
  currency: string,
) {
  const offered = variants.filter(({ archivedAt }) => archivedAt === null);
  const missing: MissingPart[] = [];
  if (description === "") missing.push({ part: "description" });
  if (offered.length === 0) missing.push({ part: "variants" });
  if (kind === "service" && (service === null || service.resources.length === 0))
    missing.push({ part: "resources" });
  if (kind === "service")
    for (const variant of offered)
      if (variant.durationMinutes === null) missing.push({ part: "duration", variant: variantName(variant) });
  if (kind === "digital")
    for (const variant of offered)
      if (variant.files.length === 0) missing.push({ part: "file", variant: variantName(variant) });
  for (const variant of offered)
    if (!variant.prices.some((price) => price.currency === currency))
      missing.push({ part: "price", variant: variantName(variant), currency });
  // With one variant there is nothing to choose, so names are optional.
  if (offered.length < 2) return missing;
  if (optionName === null) missing.push({ part: "option_name" });
  for (const { title, sku } of offered)
    if (title === "" || offered.filter((other) => other.title === title).length > 1)
      missing.push({ part: "variant_title", variant: sku });
  return missing;
}

/** Asserts that a published product is still complete after a change. PRODUCT_NOT_READY. */
export async function assertStillReady(tx: Tx, productId: string): Promise<void> {
  const product = await tx.product.findUniqueOrThrow({
    where: { id: productId },
    select: {
      published: true,
      kind: true,
      service: bookedResources,
      description: true,
      optionName: true,
      variants: {
        select: {
          sku: true,
          title: true,
          archivedAt: true,
          durationMinutes: true,
          prices: true,
          files: soldFiles,
        },
      },
    },
  });
  if (!product.published) return;
  const missing = missingParts(product, await getBaseCurrency(tx));
  if (missing.length > 0) throw new DomainError("PRODUCT_NOT_READY", { missing });
}
