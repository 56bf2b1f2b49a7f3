import { type RefObject, useEffectEvent } from "react";
import { useOnlyStream } from "../../server/only-stream.ts";
import { type CheckoutView, trpc } from "../../server/trpc.ts";
import { useReopened } from "../../server/use-reopened.ts";
import { useVisible } from "../../ui/use-visible.ts";

interface LiveLink {
  /** Undefined: no link is paid. */
  linkToken: string | undefined;
  /** What is shown; undefined: nothing that can be paid. */
  shown: Pick<CheckoutView, "id" | "expiresAt"> | undefined;
  /** While it is true, Pay finds out by itself. */
  paying: RefObject<boolean>;
  onChanged(): void;
}

/** Hears at once, as long as the page is visible, that staff have changed, prolonged or called off what a payment link leads to, or that it was paid elsewhere. */
export function useLiveLink({ linkToken, shown, paying, onChanged }: LiveLink): void {
  const visible = useVisible();
  const isWanted = visible && linkToken !== undefined && shown !== undefined;
  const enabled = useOnlyStream(isWanted) && isWanted;
  const receive = useEffectEvent((target: { checkoutId: string; expiresAt: string } | null) => {
    const isShown = target?.checkoutId === shown?.id && target?.expiresAt === shown?.expiresAt;
    if (!isShown && !paying.current) onChanged();
  });
  const stream = trpc.checkout.watchLink.useSubscription(
    { linkToken: linkToken ?? "" },
    { enabled, onData: ({ target }) => receive(target) },
  );
  useReopened(stream, { isWanted: enabled });
}
