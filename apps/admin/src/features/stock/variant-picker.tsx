import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type StockLevel, trpc } from "../../server/trpc.ts";

/**
 * Finds a variant by its title, SKU or barcode. Enter takes the marked one, or else the first; pressed before the
 * server has answered, as a scanner does, it takes the first of the answer.
 */
export function VariantPicker({
  onPick,
  disabled,
}: {
  onPick: (variant: StockLevel) => void;
  disabled: boolean;
}) {
  const [text, setText] = useState("");
  const [q] = useDebouncedValue(text.trim(), 150);
  const [isAwaited, setAwaited] = useState(false);
  const found = trpc.stock.list.useQuery(
    { q, show: "all", sort: "product", page: 1, limit: 20 },
    { placeholderData: (before) => before },
  );
  const isCurrent = found.isSuccess && !found.isPlaceholderData && q === text.trim();
  const variants = isCurrent ? found.data.variants : [];

  function pick(variant: StockLevel | undefined) {
    setAwaited(false);
    if (variant === undefined) return;
    onPick(variant);
    setText("");
  }
  function pickFirst(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter must not send the form.
    if (event.currentTarget.getAttribute("aria-activedescendant") || text.trim() === "") return;
    if (isCurrent) pick(variants[0]);
    else setAwaited(true);
  }
  const pickAwaited = useRef(() => {});
  pickAwaited.current = () => pick(variants[0]);
  useEffect(() => {
    if (isAwaited && isCurrent) pickAwaited.current();
  }, [isAwaited, isCurrent]);

  return (
    <Select
      label="Add a product"
      description="Title, artist or SKU; Enter adds the first."
      placeholder="Search"
      searchable
      openOnFocus={false}
      disabled={disabled}
      searchValue={text}
      onSearchChange={setText}
      onKeyDown={pickFirst}
      value={null}
      data={variants.map(({ variantId, title, sku }) => ({ value: variantId, label: `${title} · ${sku}` }))}
      filter={({ options }) => options}
      nothingFoundMessage={isCurrent ? "Nothing found" : "Searching…"}
      error={found.isError ? "The products could not be loaded. Type again to retry." : null}
      maxDropdownHeight={260}
      onChange={(variantId) => pick(variants.find((variant) => variant.variantId === variantId))}
      data-autofocus
    />
  );
}
