import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { randomWord } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import { assertLength } from "../../stripe/limits.ts";
import type { Product, Stripe } from "../../stripe/stripe-types.ts";
import { applyProductChange } from "./product-fields.ts";

/**
 * Makes a product without a price, under an id of the shop's choice if it gives one. `within` names the parameters in
 * refusals where they are nested: `product_data`.
 */
export function makeProduct(
  work: UnitOfWork,
  params: Stripe.ProductCreateParams | Stripe.PriceCreateParams.ProductData,
  within?: string,
): Product {
  const { id = `prod_${randomWord(14)}`, type = "service" } = params as Stripe.ProductCreateParams;
  const param = within ? `${within}[id]` : "id";
  assertLength(id, 5000, param);
  if (work.store.find("product", id))
    throw refusal("Product already exists.", { code: "resource_already_exists", param });
  const now = work.clock.seconds();
  const blank: Product = {
    id,
    object: "product",
    active: true,
    created: now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name: "",
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type,
    unit_label: null,
    updated: now,
    url: null,
  };
  const product = applyProductChange(blank, params, within);
  work.store.freeId("product", id);
  work.store.insert(product, null, now);
  recordEvent(work, "product.created", product);
  return product;
}
