import { newRequestId } from "@dualtrack/browser";
import { slugFrom } from "@dualtrack/contract";
import { useState } from "react";
import type { StaffProduct } from "../../server/trpc.ts";
import { type Change, countChanges, type Edits, merge, prune, takeTheirs, variantIdsOf } from "./merge.ts";
import { proposeSku, type Values, valuesOf } from "./product-fields.ts";

/** What somebody else saved while this page was open. */
interface RemoteChanges {
  by: string | null;
  at: string | null;
  changes: Change[];
  /** Fields that both changed and nobody has decided about. */
  open: string[];
}

interface State {
  /** As it is saved: what the next change goes on top of. */
  base: StaffProduct;
  edits: Edits;
  remote: RemoteChanges | null;
  /** What the server did not accept, by field; gone when the field is edited. */
  refused: Readonly<Record<string, string>>;
}

/**
 * What is being typed on top of the product as the server sent it last. What was typed stays on top of a newer `product`;
 * the changes in it that somebody else made are listed in `remote`. `receive` takes the versions that this page saved.
 */
export function useProductDraft(product: StaffProduct, onProduct: (product: StaffProduct) => void) {
  const [ownVersions] = useState(() => new Set<number>());
  const [state, setState] = useState<State>({ base: product, edits: {}, remote: null, refused: {} });
  if (product !== state.base && product.version >= state.base.version) {
    const isKnown = product.version === state.base.version || ownVersions.has(product.version);
    setState(isKnown ? afterOwn(state, product) : afterOther(state, product));
  }

  const saved = valuesOf(state.base);
  const values: Values = { ...saved, ...state.edits };
  const variantIds = variantIdsOf(saved, state.edits);
  const edit = (change: (state: State, saved: Values) => Edits, ...touched: string[]) =>
    setState((before) => ({
      ...before,
      edits: prune(change(before, valuesOf(before.base)), valuesOf(before.base)),
      refused: Object.fromEntries(
        Object.entries(before.refused).filter(([key]) => !touched.includes(key) && key !== "variants"),
      ),
    }));

  return {
    base: state.base,
    remote: state.remote,
    refused: state.refused,
    values,
    variantIds,
    changeCount: countChanges(state.edits, saved),
    isDirty: Object.keys(state.edits).length > 0,
    set(key: string, value: string) {
      edit(({ base, edits }, before) => {
        const followed =
          key === "title" && !base.slugIsFixed ? followTitle({ ...before, ...edits }, value) : {};
        return { ...edits, ...followed, [key]: value };
      }, key);
    },
    addVariant(): string {
      const id = newRequestId();
      edit(({ edits }, before) => {
        const shown = { ...before, ...edits };
        const order = [...variantIdsOf(before, edits), id].join(" ");
        return { ...edits, order, [`${id}.title`]: "", [`${id}.sku`]: proposeSku(shown) };
      });
      return id;
    },
    /** Of one that was never saved. */
    dropVariant(id: string) {
      edit(({ edits }) =>
        Object.fromEntries(Object.entries(edits).filter(([key]) => !key.startsWith(`${id}.`))),
      );
    },
    moveVariant(id: string, step: -1 | 1) {
      edit(({ edits }, before) => {
        const ids = variantIdsOf(before, edits);
        const place = ids.indexOf(id);
        const other = ids[place + step];
        if (other === undefined) return edits;
        return {
          ...edits,
          order: ids
            .with(place, other)
            .with(place + step, id)
            .join(" "),
        };
      });
    },
    discard: () => setState((before) => ({ ...before, edits: {}, remote: null, refused: {} })),
    refuse: (refused: Record<string, string>) => setState((before) => ({ ...before, refused })),
    /** The product as a change made on this page left it. */
    receive(made: StaffProduct) {
      ownVersions.add(made.version);
      // Asked for before the answer came, it was taken for somebody else's.
      setState((before) =>
        before.base.version === made.version && before.remote?.open.length === 0
          ? { ...before, remote: null }
          : before,
      );
      onProduct(made);
    },
    decide(key: string, side: "mine" | "theirs") {
      setState((before) => {
        const edits = side === "mine" ? before.edits : takeTheirs(before.edits, key, valuesOf(before.base));
        const remote = before.remote && {
          ...before.remote,
          open: before.remote.open.filter((each) => each !== key),
        };
        return { ...before, edits, remote };
      });
    },
    dismissRemote: () => setState((before) => ({ ...before, remote: null })),
  };
}

function afterOwn(state: State, product: StaffProduct): State {
  return { ...state, edits: merge(state.edits, state.base, product).edits, base: product };
}

function afterOther(state: State, product: StaffProduct): State {
  const { edits, changes } = merge(state.edits, state.base, product);
  const earlier = (state.remote?.changes ?? []).filter(
    ({ key }) => !changes.some((change) => change.key === key),
  );
  const remote: RemoteChanges = {
    by: product.changed?.by ?? null,
    at: product.changed?.at ?? null,
    changes: [...earlier, ...changes],
    open: [
      ...(state.remote?.open ?? []).filter((key) => earlier.some((change) => change.key === key)),
      ...changes.flatMap(({ key, mine }) => (mine === null ? [] : [key])),
    ],
  };
  return { ...state, edits, base: product, remote: remote.changes.length === 0 ? null : remote };
}

/** Until it is fixed, an address that came from the title goes on to. */
function followTitle(values: Values, title: string): { slug?: string } {
  if (values.slug !== slugFrom(values.title ?? "")) return {};
  return { slug: slugFrom(title) };
}
