import { Link } from "@tanstack/react-router";
import { errorMessage } from "../../messages.ts";
import { type ListedCategory, trpc } from "../../server/trpc.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { focusMoveButton, MoveButtons } from "../../ui/move-buttons.tsx";
import type { RowNavigation } from "../../ui/use-row-navigation.ts";

const columns: Column<ListedCategory>[] = [
  {
    label: "Category",
    isMain: true,
    cell: ({ id, name }) => (
      <Link to="/categories/$categoryId" params={{ categoryId: id }} state={{ fromList: true }}>
        {name}
      </Link>
    ),
  },
  { label: "Address", cell: ({ slug }) => `/categories/${slug}` },
  {
    label: "Products",
    isNumber: true,
    width: 110,
    cell: ({ id, products }) => (
      <Link to="/products" search={{ category: id }} title="See the products">
        {products}
      </Link>
    ),
  },
];

/** Categories in their order; null while they are loading. `mayMove`: the list is whole, and this clerk may change it. */
export function CategoriesTable({
  rows,
  mayMove,
  navigation,
  onNotice,
}: {
  rows: ListedCategory[] | null;
  mayMove: boolean;
  navigation: RowNavigation;
  onNotice: (notice: string) => void;
}) {
  const order: Column<ListedCategory> = {
    label: "Order",
    width: 84,
    cell: (category) => <MoveCategory category={category} onNotice={onNotice} />,
  };
  return (
    <DataTable
      name="Categories"
      columns={mayMove ? [...columns, order] : columns}
      rows={rows}
      keyOf={({ id }) => id}
      placeholders={4}
      navigation={navigation}
    />
  );
}

function MoveCategory({
  category: { id: categoryId, version, name },
  onNotice,
}: {
  category: ListedCategory;
  onNotice: (notice: string) => void;
}) {
  const utils = trpc.useUtils();
  const move = trpc.categories.move.useMutation({
    async onSuccess(_, { step }) {
      await utils.categories.list.invalidate();
      focusMoveButton(categoryId, step);
      onNotice(`${name} is one place ${step === -1 ? "further up" : "further down"} in the shop.`);
    },
    async onError(error) {
      onNotice(errorMessage(error));
      await utils.categories.list.invalidate();
    },
  });
  return (
    <MoveButtons
      id={categoryId}
      name={name}
      isBusy={move.isPending}
      onMove={(step) => move.mutate({ categoryId, version, step })}
    />
  );
}
