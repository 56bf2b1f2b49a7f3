import type { StaffProduct } from "../../server/trpc.ts";
import {
  displayValue,
  idsOf,
  isSame,
  labelOf,
  type Values,
  valuesOf,
  variantIdOf,
  variantName,
} from "./product-fields.ts";

/** What was typed and is not saved yet, by field. */
export type Edits = Readonly<Record<string, string>>;

/** One thing that somebody else changed, as texts to show. */
export interface Change {
  key: string;
  label: string;
  before: string;
  theirs: string;
  /** What was typed here for the same field; null: nothing, so theirs is shown already. */
  mine: string | null;
}

/** The variants on the page: those that are offered, and those that were added or are still being edited here. */
export function variantIdsOf(values: Values, edits: Edits): string[] {
  const offered = idsOf(values.order);
  const listed = idsOf(edits.order).filter((id) => offered.includes(id) || hasEdits(id, edits));
  return [...listed, ...offered.filter((id) => !listed.includes(id))];
}

function hasEdits(id: string, edits: Edits): boolean {
  return Object.keys(edits).some((key) => variantIdOf(key) === id);
}

function isOfNewVariant(key: string, values: Values): boolean {
  const id = variantIdOf(key);
  return id !== null && values[`${id}.sku`] === undefined;
}

/** How many things are not saved yet; a new variant is one, whatever was typed of it. */
export function countChanges(edits: Edits, values: Values): number {
  const offered = idsOf(values.order);
  const isMoved =
    variantIdsOf(values, edits)
      .filter((id) => offered.includes(id))
      .join(" ") !== values.order;
  const things = Object.keys(edits).flatMap((key) => {
    if (key === "order") return isMoved ? key : [];
    return isOfNewVariant(key, values) ? (variantIdOf(key) ?? []) : key;
  });
  return new Set(things).size;
}

/** Forgets edits that say what is saved anyway. */
export function prune(edits: Edits, values: Values): Edits {
  return Object.fromEntries(
    Object.entries(edits).filter(([key, value]) =>
      key === "order"
        ? variantIdsOf(values, edits).join(" ") !== values.order
        : isOfNewVariant(key, values) || !isSame(key, value, values[key]),
    ),
  );
}

/**
 * Puts what was typed here on top of what somebody else has saved. Nothing typed is lost: what both changed stays as
 * it was typed, and is listed in `changes` with both values.
 */
export function merge(
  typed: Edits,
  before: StaffProduct,
  theirs: StaffProduct,
): { edits: Edits; changes: Change[] } {
  const [old, now] = [valuesOf(before), valuesOf(theirs)];
  const edits = withoutRemovedPictures(typed, now);
  const names = { ...old, ...now };
  const kept: Record<string, string> = { ...edits };
  const [wasOffered, isOffered] = [idsOf(old.order), idsOf(now.order)];
  const removed = wasOffered.filter((id) => !isOffered.includes(id));
  const added = isOffered.filter((id) => !wasOffered.includes(id));
  const changes: Change[] = [];

  for (const key of Object.keys(names)) {
    const variantId = variantIdOf(key);
    if (
      key === "order" ||
      key === "pictures" ||
      (variantId !== null && [...removed, ...added].includes(variantId))
    )
      continue;
    if (isSame(key, old[key], now[key])) continue;
    const mine = edits[key];
    const isMine = mine !== undefined && !isSame(key, mine, now[key]);
    changes.push({
      key,
      label: labelOf(key, names),
      before: displayValue(key, old[key] ?? "", names),
      theirs: displayValue(key, now[key] ?? "", names),
      mine: isMine ? displayValue(key, mine, { ...names, ...edits }) : null,
    });
  }
  for (const id of added)
    changes.push({
      key: `${id}.added`,
      label: variantName(id, now),
      before: "",
      theirs: "added",
      mine: null,
    });
  for (const id of removed) {
    const isArchived = theirs.variants.some((variant) => variant.id === id);
    const isMine = hasEdits(id, edits);
    // Edited here, removed there: the whole variant stays on this page until somebody decides.
    if (isMine) for (const key of keysOf(id, old)) kept[key] ??= old[key] ?? "";
    if (isMine) kept.order ??= old.order ?? "";
    changes.push({
      key: `${id}.removed`,
      label: variantName(id, old),
      before: "offered",
      theirs: isArchived ? "archived" : "deleted",
      mine: isMine ? "edited here" : null,
    });
  }
  changes.push(...mergeOrder(kept, old, now, names), ...changesByPress(before, theirs));
  return { edits: prune(kept, now), changes };
}

/** Nobody can choose a picture that is no longer there. */
function withoutRemovedPictures(edits: Edits, now: Values): Edits {
  const pictures = ["", ...idsOf(now.pictures)];
  return Object.fromEntries(
    Object.entries(edits).filter(([key, value]) => !key.endsWith(".picture") || pictures.includes(value)),
  );
}

/** Additions and removals go into each other's order; two different orders of the same variants are for people to decide. */
function mergeOrder(kept: Record<string, string>, old: Values, now: Values, names: Values): Change[] {
  const [was, is] = [idsOf(old.order), idsOf(now.order)];
  const mine = kept.order === undefined ? was : idsOf(kept.order);
  const common = was.filter((id) => is.includes(id) && mine.includes(id));
  const only = (ids: string[]) => ids.filter((id) => common.includes(id)).join(" ");
  const isMoved = only(was) !== only(is);
  const isMovedHere = only(mine) !== only(was);
  if (kept.order !== undefined && !isMovedHere)
    kept.order = [...is, ...mine.filter((id) => !is.includes(id))].join(" ");
  if (!isMoved || only(mine) === only(is)) return [];
  return [
    {
      key: "order",
      label: labelOf("order", names),
      before: displayValue("order", only(was), names),
      theirs: displayValue("order", only(is), names),
      mine: isMovedHere ? displayValue("order", only(mine), names) : null,
    },
  ];
}

/** What is changed by a press, not typed: the newest value counts, and the change is only listed. */
function changesByPress(before: StaffProduct, theirs: StaffProduct): Change[] {
  const shop = ({ published }: StaffProduct) => (published ? "published" : "not published");
  const count = ({ pictures }: StaffProduct) => `${pictures.length}`;
  const pictures = (product: StaffProduct) => JSON.stringify(product.pictures);
  // By the variants' ids, as their order is compared by itself.
  const files = ({ variants }: StaffProduct) =>
    JSON.stringify(
      variants
        .filter((variant) => variant.files.length > 0)
        .toSorted((one, other) => one.id.localeCompare(other.id))
        .map((variant) => variant.files),
    );
  const countFiles = ({ variants }: StaffProduct) =>
    `${variants.reduce((sum, variant) => sum + variant.files.length, 0)}`;
  const changes: Change[] = [];
  if (before.published !== theirs.published)
    changes.push({
      key: "published",
      label: "In the shop",
      before: shop(before),
      theirs: shop(theirs),
      mine: null,
    });
  if (pictures(before) !== pictures(theirs))
    changes.push({
      key: "pictures",
      label: "Pictures",
      before: count(before),
      theirs: count(theirs),
      mine: null,
    });
  if (files(before) !== files(theirs))
    changes.push({
      key: "files",
      label: "Files",
      before: countFiles(before),
      theirs: countFiles(theirs),
      mine: null,
    });
  return changes;
}

/** Takes the other's value of one field; what was typed for it is dropped. */
export function takeTheirs(edits: Edits, key: string, values: Values): Edits {
  const [id] = key.endsWith(".removed") ? key.split(".") : [];
  const isDropped = (each: string) => each === key || (id !== undefined && variantIdOf(each) === id);
  const kept = Object.fromEntries(Object.entries(edits).filter(([each]) => !isDropped(each)));
  const added = key === "order" ? idsOf(edits.order).filter((each) => hasEdits(each, kept)) : [];
  const order = [...new Set([...idsOf(values.order), ...added])].join(" ");
  return prune(added.length === 0 ? kept : { ...kept, order }, values);
}

function keysOf(id: string, values: Values): string[] {
  return Object.keys(values).filter((key) => variantIdOf(key) === id);
}
