import type { Shortage } from "@dualtrack/contract";
import { itemOf } from "../../line-key.ts";
import { errorMessage, shortageText } from "../../messages.ts";
import { trpc } from "../../server/trpc.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

interface ShortageFixProps {
  lines: readonly Shortage[];
  /** Called once the cart asks for no more than there is. */
  onFixed(): void;
}

/** Names the items that were sold meanwhile, and corrects the cart with one press. */
export function ShortageFix({ lines, onFixed }: ShortageFixProps) {
  const utils = trpc.useUtils();
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  const set = trpc.cart.setLine.useMutation({
    scope: { id: "cart" },
    onSuccess: (cart) => void utils.cart.get.setData(undefined, cart),
  });
  const fix = async () => {
    for (const { variantId, startsAt = null, available } of lines)
      await set.mutateAsync({ ...itemOf({ variantId, startsAt }), quantity: available });
    onFixed();
  };
  const allGone = lines.every((line) => line.available === 0);
  return (
    <Notice
      variant="bad"
      title={
        lines.every(({ isOffered }) => isOffered === false) ? "Too late for this time" : "Someone was faster"
      }
      actions={
        <>
          <Button onClick={() => fix().catch(() => {})} aria-disabled={set.isPending}>
            {allGone ? "Take it out and go on" : "Take what is left and go on"}
          </Button>
          <ButtonLink to="/cart" variant="quiet">
            Back to the cart
          </ButtonLink>
        </>
      }
    >
      {lines.map((line) => (
        <p key={`${line.variantId} ${line.startsAt}`}>{shortageText(line, settings?.timeZone)}</p>
      ))}
      <p>Nothing was charged.</p>
      {set.error && <p className="font-semibold">{errorMessage(set.error)}</p>}
    </Notice>
  );
}
