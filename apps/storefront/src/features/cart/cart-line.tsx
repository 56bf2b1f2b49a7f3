import { Link } from "@tanstack/react-router";
import { itemOf } from "../../line-key.ts";
import { errorMessage } from "../../messages.ts";
import { type CartLine as Line, trpc } from "../../server/trpc.ts";
import { BookedTime } from "../../ui/booked-time.tsx";
import { Button } from "../../ui/button.tsx";
import { Price } from "../../ui/price.tsx";
import { ProductPicture } from "../../ui/product-picture.tsx";
import { Stepper } from "../../ui/stepper.tsx";

interface CartLineProps {
  line: Line;
  /** An earlier line of the same service whose time overlaps with this one's. */
  overlapped: Line | undefined;
  onRemoved(): void;
}

export function CartLine({ line, overlapped, onRemoved }: CartLineProps) {
  const utils = trpc.useUtils();
  const set = trpc.cart.setLine.useMutation({
    // Changes are sent one after the other, so that the last press decides.
    scope: { id: "cart" },
    onSuccess: (cart, { quantity }) => {
      utils.cart.get.setData(undefined, cart);
      if (quantity === 0) onRemoved();
    },
    onError: () => utils.cart.get.invalidate(),
  });
  const change = (quantity: number) => set.mutate({ ...itemOf(line), quantity });
  const shown = set.isPending ? set.variables.quantity : line.quantity;

  return (
    <li className="grid grid-cols-[5rem_1fr] gap-4 py-4 sm:grid-cols-[7rem_1fr]">
      <ProductPicture picture={line.picture} sizes="(min-width: 40rem) 7rem, 5rem" />
      <div className="flex min-w-0 flex-col gap-3">
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4">
          <h2 className="text-xl wrap-anywhere">
            <Link
              to="/products/$slug"
              params={{ slug: line.slug }}
              search={line.variantTitle ? { variant: line.variantId } : {}}
              className="underline-offset-4 hover:underline"
            >
              {line.productTitle}
            </Link>
          </h2>
          <Price of={line.amount} className={`text-xl font-bold ${set.isPending ? "opacity-40" : ""}`} />
          <p className="col-span-2 text-soft">
            {line.artist}
            {line.variantTitle && `, ${line.variantTitle}`}
            {line.startsAt !== null && <BookedTime startsAt={line.startsAt} />}
          </p>
        </div>
        {overlapped?.startsAt && (
          <div role="note" className="border-l-4 border-warn pl-3">
            Overlaps with this one in your cart: <BookedTime startsAt={overlapped.startsAt} />
          </div>
        )}
        {line.problem && <LineProblem line={line} onChange={change} />}
        <div className="flex flex-wrap items-center gap-x-6">
          {hasQuantity(line) && (
            <Stepper
              label={`Quantity of ${line.productTitle}`}
              value={shown}
              max={Math.max(line.maxQuantity, 1)}
              onChange={change}
            />
          )}
          <Button variant="quiet" onClick={() => change(0)} aria-label={`Remove ${line.productTitle}`}>
            Remove
          </Button>
        </div>
        {set.error && (
          <p role="alert" className="text-bad">
            {errorMessage(set.error)}
          </p>
        )}
      </div>
    </li>
  );
}

/** Files are bought once, and so is a time that has one place. */
function hasQuantity({ kind, quantity, maxQuantity, problem }: Line): boolean {
  if (kind === "digital" || (problem !== null && problem !== "not_enough")) return false;
  return kind !== "service" || Math.max(quantity, maxQuantity) > 1;
}

function LineProblem({ line, onChange }: { line: Line; onChange(quantity: number): void }) {
  if (line.problem === "not_enough") {
    return (
      <p role="alert" className="font-semibold text-bad">
        Only {line.maxQuantity} left.{" "}
        <button
          type="button"
          className="min-h-6 underline underline-offset-4"
          onClick={() => onChange(line.maxQuantity)}
        >
          Take {line.maxQuantity}
        </button>
      </p>
    );
  }
  return (
    <p role="alert" className="font-semibold text-bad">
      {goneText(line)}
    </p>
  );
}

function goneText({ kind, problem }: Line): string {
  if (problem === "not_on_sale") return "Not on sale. Remove it to go on.";
  if (problem === "time_not_offered")
    return "This time can’t be booked any more. Choose another one, and remove this one to go on.";
  return kind === "service"
    ? "This time is taken in the meantime. Choose another one, and remove this one to go on."
    : "Sold out in the meantime. Remove it to go on.";
}
