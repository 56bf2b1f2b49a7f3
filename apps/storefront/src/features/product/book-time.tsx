import { useState } from "react";
import { errorMessage, formatDay } from "../../messages.ts";
import { type CartView, type SlotsView, trpc, type VariantView } from "../../server/trpc.ts";
import { slotText } from "../../slot-texts.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { chosenSlot, TimeChooser, useTimeChoice } from "../../ui/time-chooser.tsx";
import { useAddToCart } from "./use-add-to-cart.ts";
import { useLiveSlots } from "./use-live-slots.ts";

interface BookTimeProps {
  variant: VariantView;
  opensAt: string | null;
  cart: CartView | undefined;
}

type Slot = SlotsView["slots"][number];

/** Chooses a day and a time of a service, from the month of the next free one on, and puts it into the cart. What others take meanwhile goes while somebody looks. */
export function BookTime({ variant, opensAt, cart }: BookTimeProps) {
  const choice = useTimeChoice();
  const [quantity, setQuantity] = useState(1);
  const slots = useLiveSlots({
    ...{ variantId: variant.id, quantity },
    ...(choice.from !== undefined && { from: choice.from }),
  });
  if (variant.availability === "upcoming")
    return (
      <Button className="mt-6 w-full" disabled>
        {opensAt ? `To book from ${formatDay(opensAt)}` : "Not to be booked yet"}
      </Button>
    );
  const { data } = slots;
  if (data) choice.openAt(data);
  return (
    <div className={`mt-6 ${data ? "border-y border-ink py-4" : ""}`}>
      <TimeChooser choice={choice} slots={slots} />
      {data && data.capacity > 1 && (
        <div className="mt-4 flex items-center gap-4">
          <span className="text-sm font-semibold">Places</span>
          <Stepper
            label="Places"
            value={quantity}
            max={Math.min(data.capacity, variant.maxQuantity)}
            onChange={setQuantity}
          />
        </div>
      )}
      {data && (
        <>
          <AddTime
            variant={variant}
            chosen={chosenSlot(choice, data)}
            quantity={quantity}
            timeZone={data.timeZone}
            cart={cart}
            // The next time may be chosen already.
            onAdded={(added) => choice.setStartsAt((now) => (now === added.startsAt ? null : now))}
          />
          <p className="mt-3 text-sm text-soft">{ruleText(data.cancellation)}</p>
        </>
      )}
    </div>
  );
}

/** What holds about cancelling, before it is bought. */
function ruleText({ freeCancelHours, lateKeepPercent }: SlotsView["cancellation"]): string {
  if (lateKeepPercent === 0 && freeCancelHours === 0)
    return "You can cancel or move it free of charge until it begins.";
  const until = freeCancelHours === 0 ? "until it begins" : `until ${freeCancelHours} h before it begins`;
  const later =
    freeCancelHours === 0
      ? ""
      : lateKeepPercent === 0
        ? " Later you can still cancel it free of charge."
        : ` If you cancel later, ${lateKeepPercent === 100 ? "the whole price" : `${lateKeepPercent} % of the price`} is kept.`;
  return `You can cancel or move it free of charge ${until}.${later}`;
}

function AddTime({
  variant,
  chosen,
  quantity,
  timeZone,
  cart,
  onAdded,
}: {
  variant: VariantView;
  chosen: Slot | undefined;
  quantity: number;
  timeZone: string;
  cart: CartView | undefined;
  onAdded(item: { startsAt?: string | undefined }): void;
}) {
  const utils = trpc.useUtils();
  const { add, isPending, error } = useAddToCart({
    onAdded,
    onRefused: () => utils.catalog.slots.invalidate(),
  });
  const inCart = cart?.lines.filter((line) => line.variantId === variant.id) ?? [];
  const isTaken = chosen !== undefined && !chosen.isFree;
  return (
    <div className="mt-4 grid gap-3">
      <Button
        className="w-full"
        disabled={chosen === undefined || isTaken}
        aria-disabled={isPending}
        onClick={() =>
          chosen !== undefined && add({ variantId: variant.id, startsAt: chosen.startsAt, quantity })
        }
      >
        {isPending
          ? "Adding…"
          : isTaken
            ? "Choose another time"
            : chosen === undefined
              ? "Choose a time"
              : `Add ${slotText(chosen.startsAt, timeZone)}`}
      </Button>
      {error && (
        <Notice variant="bad" title="Not added">
          {errorMessage(error)}
        </Notice>
      )}
      <div role="status">
        {inCart.length > 0 && (
          <div className="flex animate-arrive flex-wrap items-center justify-between gap-x-6 gap-y-2 border-l-4 border-good bg-good-wash py-1 pr-2 pl-4">
            <p>
              In your cart:{" "}
              {inCart.map((line) => line.startsAt && slotText(line.startsAt, timeZone)).join("; ")}
            </p>
            <ButtonLink to="/cart" variant="quiet">
              Go to cart
            </ButtonLink>
          </div>
        )}
      </div>
    </div>
  );
}
