import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { type SearchParams, searchObjects, searchParams } from "../../search/search-objects.ts";
import { badParam, missing, refusal } from "../../stripe/errors.ts";
import type { Product, Stripe, Wire } from "../../stripe/stripe-types.ts";
import { createPrice } from "./create-price.ts";
import { makeProduct } from "./make-product.ts";
import { applyProductChange } from "./product-fields.ts";

/** The product with this id; `param` names it when it came as a parameter, not in the URL. */
function getProduct(context: SandboxContext, id: string, param = "id"): Product {
  const found = context.store.find("product", id);
  if (!found) throw missing("product", id, param);
  return found;
}

/** A default price is made after its product and then set, so there are three events, the last one an update. */
function create(work: UnitOfWork, params: Wire<Stripe.ProductCreateParams>): Product {
  const product = makeProduct(work, params);
  const { default_price_data: data } = params;
  if (!data) return product;
  const price = createPrice(work, { ...data, product: product.id }, "default_price_data");
  return save(work, product, { ...product, default_price: price.id });
}

function update(work: UnitOfWork, id: string, params: Stripe.ProductUpdateParams): Product {
  const before = getProduct(work, id);
  const next = applyProductChange(before, params);
  if (params.default_price !== undefined)
    next.default_price = params.default_price ? ownPrice(work, id, params.default_price) : null;
  return save(work, before, { ...next, updated: work.clock.seconds() });
}

function save(work: UnitOfWork, before: Product, next: Product): Product {
  work.store.update(next);
  recordEvent(work, "product.updated", next, before);
  return next;
}

function ownPrice(work: UnitOfWork, product: string, id: string): string {
  const price = work.store.find("price", id);
  if (!price) throw missing("price", id, "default_price");
  if (price.product !== product)
    throw refusal(`The price ${id} does not belong to the product ${product}.`, { param: "default_price" });
  if (!price.active)
    throw refusal(`The price ${id} is inactive, so it cannot be the default price of a product.`, {
      param: "default_price",
    });
  return id;
}

/** Only a product without prices goes, even if they are inactive. https://docs.stripe.com/api/products/delete */
function remove(work: UnitOfWork, id: string): { id: string; object: "product"; deleted: true } {
  const product = getProduct(work, id);
  if (work.store.list({ type: "price", equals: { product: id }, limit: 1 }).data.length > 0)
    throw refusal("This product cannot be deleted because it has one or more user-created prices.");
  const tombstone = { id, object: "product" as const, deleted: true as const };
  work.store.markDeleted(id, tombstone);
  recordEvent(work, "product.deleted", product);
  return tombstone;
}

function list(work: UnitOfWork, params: Stripe.ProductListParams) {
  const { active, ids, shippable, type, url } = params;
  if (ids && (params.starting_after || params.ending_before))
    throw badParam(
      "ids",
      "You cannot use `ids` together with `starting_after` or `ending_before`.",
      "parameters_exclusive",
    );
  return paginate(work, params, {
    type: "product",
    url: "/v1/products",
    equals: {
      ...(ids ? { id: ids } : {}),
      ...(active === undefined ? {} : { active }),
      ...(shippable === undefined ? {} : { shippable }),
      ...(type ? { type } : {}),
      ...(url ? { url } : {}),
    },
  });
}

/** https://docs.stripe.com/search#query-fields-for-products */
const searchFields = {
  active: "boolean",
  description: "string",
  name: "string",
  shippable: "boolean",
  url: "string",
} as const;

const covered = [
  "name",
  "active",
  "description",
  "images",
  "marketing_features",
  "metadata",
  "package_dimensions",
  "shippable",
  "statement_descriptor",
  "tax_code",
  "tax_details",
  "unit_label",
  "url",
];

export const productRoutes = [
  route<Wire<Stripe.ProductCreateParams>>(
    "POST",
    "/v1/products",
    (work, { params }) => create(work, params),
    { covers: [...covered, "id", "type", "default_price_data"] },
  ),
  route<Stripe.ProductListParams>("GET", "/v1/products", (work, { params }) => list(work, params), {
    covers: [...pageParams, "active", "created", "ids", "shippable", "type", "url"],
  }),
  route<SearchParams>(
    "GET",
    "/v1/products/search",
    (work, { params }) =>
      searchObjects(work, params, {
        type: "product",
        url: "/v1/products/search",
        fields: searchFields,
      }),
    { covers: searchParams },
  ),
  route("GET", "/v1/products/{id}", (work, { id }) => getProduct(work, id), { covers: [] }),
  route<Stripe.ProductUpdateParams>(
    "POST",
    "/v1/products/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: [...covered, "default_price"] },
  ),
  route("DELETE", "/v1/products/{id}", (work, { id }) => remove(work, id), { covers: [] }),
];
