import { expect, test } from "vitest";
import type { StaffProduct, StaffVariant } from "../../server/trpc.ts";
import { countChanges, merge, takeTheirs, variantIdsOf } from "./merge.ts";
import { valuesOf } from "./product-fields.ts";

function variant(id: string, over: Partial<StaffVariant> = {}): StaffVariant {
  const prices: StaffVariant["prices"] = [{ currency: "eur", unitAmount: 2400 }];
  const stock = { onHand: 0, held: 0, free: 0 };
  return {
    id,
    title: id,
    sku: id,
    pictureId: null,
    weightGrams: null,
    lengthMm: null,
    widthMm: null,
    heightMm: null,
    hsCode: null,
    originCountry: null,
    prices,
    stock,
    tracksStock: true,
    downloadLimit: null,
    durationMinutes: null,
    files: [],
    isArchived: false,
    canBeDeleted: true,
    ...over,
  };
}

const product: StaffProduct = {
  id: "p",
  kind: "physical",
  slug: "parallel-lines",
  title: "Parallel Lines",
  artist: "Halftone Choir",
  description: "Nine songs.",
  taxCode: "standard",
  capturesOnShipment: false,
  reservationMinutes: null,
  categories: [],
  optionName: "Edition",
  published: false,
  opensAt: null,
  version: 1,
  status: "draft",
  changed: null,
  slugIsFixed: false,
  shopCurrency: "eur",
  shopUrl: "http://localhost",
  missing: [],
  previews: [],
  licence: { text: "", number: 0 },
  pictures: [],
  variants: [variant("a"), variant("b"), variant("c")],
};
const withVariants = (...variants: StaffVariant[]): StaffProduct => ({ ...product, version: 2, variants });

test("what only the other changed is taken over, what only I changed stays", () => {
  const { edits, changes } = merge({ artist: "Mine" }, product, { ...product, title: "Theirs" });
  expect(edits).toEqual({ artist: "Mine" });
  expect(changes).toEqual([
    { key: "title", label: "Title", before: "Parallel Lines", theirs: "Theirs", mine: null },
  ]);
});

test("what both changed stays as I typed it, and both values are shown", () => {
  const { edits, changes } = merge({ title: "Mine" }, product, { ...product, title: "Theirs" });
  expect(edits).toEqual({ title: "Mine" });
  expect(changes).toMatchObject([{ key: "title", theirs: "Theirs", mine: "Mine" }]);
  expect(takeTheirs(edits, "title", valuesOf({ ...product, title: "Theirs" }))).toEqual({});
});

test("both typed the same: there is nothing left to save", () => {
  const theirs = withVariants(
    variant("a", { prices: [{ currency: "eur", unitAmount: 2500 }] }),
    ...product.variants.slice(1),
  );
  const { edits, changes } = merge({ "a.price.eur": "25" }, product, theirs);
  expect(edits).toEqual({});
  expect(changes).toMatchObject([{ label: "a: price in EUR", theirs: "€25.00", mine: null }]);
});

test("a removed price is shown as no price", () => {
  const theirs = withVariants(variant("a", { prices: [] }), ...product.variants.slice(1));
  expect(merge({}, product, theirs).changes).toMatchObject([{ before: "€24.00", theirs: "no price" }]);
});

test("a variant the other deleted while I edited it stays whole until I decide", () => {
  const theirs = withVariants(variant("b"), variant("c"));
  const { edits, changes } = merge({ "a.title": "Mine" }, product, theirs);
  expect(changes).toMatchObject([{ key: "a.removed", theirs: "deleted", mine: "edited here" }]);
  expect(edits).toMatchObject({ "a.title": "Mine", "a.sku": "a", "a.price.eur": "24.00" });
  expect(variantIdsOf(valuesOf(theirs), edits)).toContain("a");
  const given = takeTheirs(edits, "a.removed", valuesOf(theirs));
  expect(variantIdsOf(valuesOf(theirs), given)).toEqual(["b", "c"]);
  expect(given).toEqual({});
});

test("a variant that the other archived leaves the list if I did not edit it", () => {
  const theirs = withVariants(variant("a", { isArchived: true }), variant("b"), variant("c"));
  const { edits, changes } = merge({}, product, theirs);
  expect(edits).toEqual({});
  expect(changes).toMatchObject([{ key: "a.removed", theirs: "archived", mine: null }]);
});

test("new variants of both come together, with the other's order", () => {
  const theirs = withVariants(variant("b"), variant("a"), variant("c"), variant("d"));
  const { edits, changes } = merge({ order: "a b c new", "new.sku": "NEW" }, product, theirs);
  expect(variantIdsOf(valuesOf(theirs), edits)).toEqual(["b", "a", "c", "d", "new"]);
  expect(changes.map(({ key, mine }) => [key, mine])).toEqual([
    ["d.added", null],
    ["order", null],
  ]);
});

test("a new variant counts as one change, and a new order of the others as another", () => {
  const values = valuesOf(product);
  const added = { order: "a b c new", "new.title": "New", "new.sku": "NEW", artist: "Mine" };
  expect(countChanges(added, values)).toBe(2);
  expect(countChanges({ ...added, order: "b a c new" }, values)).toBe(3);
});

test("two different orders of the same variants are for people to decide", () => {
  const theirs = withVariants(variant("b"), variant("a"), variant("c"));
  const { edits, changes } = merge({ order: "c b a" }, product, theirs);
  expect(changes).toMatchObject([{ key: "order", theirs: "b, a, c", mine: "c, b, a" }]);
  expect(variantIdsOf(valuesOf(theirs), edits)).toEqual(["c", "b", "a"]);
  expect(takeTheirs(edits, "order", valuesOf(theirs))).toEqual({});
});

test("another's choice of a picture is listed by its place; one that was removed can't stay chosen here", () => {
  const picture = (id: string) => ({ id, alt: "", width: 9, height: 9, widths: [9] });
  const before = { ...product, pictures: [picture("front"), picture("back")] };
  const theirs = {
    ...before,
    version: 2,
    variants: [variant("a", { pictureId: "back" }), ...product.variants.slice(1)],
  };
  expect(merge({ "a.picture": "front" }, before, theirs).changes).toMatchObject([
    { label: "a: picture", before: "the product's first", theirs: "picture 2", mine: "picture 1" },
  ]);
  const removed = { ...before, version: 2, pictures: [picture("front")] };
  expect(merge({ "a.picture": "back", artist: "Mine" }, before, removed).edits).toEqual({ artist: "Mine" });
});
