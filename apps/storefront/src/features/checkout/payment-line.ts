import { useEffect, useSyncExternalStore } from "react";
import { isTemporary, refusalOf } from "../../server/refusals.ts";
import { trpcClient } from "../../server/trpc.ts";
import type { CheckoutProof } from "./checkout-proof.ts";

/** Where the customer stands in the line of those who wait to pay; null: there is none for them. */
/** `isLate`: it takes longer than was said at first, so that nobody can say how long. */
export type PaymentPlace =
  /** Pay was pressed, and the page goes on when it is their turn. */
  | { kind: "waiting"; place: number; seconds: number; isLate: boolean }
  /** The page was opened again: the place is kept, and Pay must be pressed again. */
  | { kind: "kept"; place: number; seconds: number; isLate: boolean }
  | { kind: "turn" };

type Told = Omit<NonNullable<Awaited<ReturnType<typeof ask>>>, "isTurn">;

interface Own {
  checkoutId: string;
  proof: CheckoutProof;
}

/** The customer has left the line. Nothing was sent after that. */
export class LeftLine extends Error {}

/** How long to wait after a question without an answer, in ms. */
const retryMs = 3_000;

let current: PaymentPlace | null = null;
let line: AbortController | null = null;
const listeners = new Set<() => void>();

function show(place: PaymentPlace | null): void {
  current = place;
  for (const listener of listeners) listener();
}

/** The customer's place, whichever button they have pressed. */
export function usePaymentPlace(): PaymentPlace | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Sends a press of Pay; while others pay first it waits for its turn, shows the place, and sends it again. Throws LeftLine. */
export async function sendInTurn<Result>(payment: Own, send: () => Promise<Result>): Promise<Result> {
  line?.abort();
  const own = new AbortController();
  line = own;
  const { signal } = own;
  let dueAt: number | undefined;
  try {
    for (;;) {
      try {
        const result = await send();
        forget();
        return result;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal?.code !== "PAYMENT_QUEUED") throw error;
        remember(payment.checkoutId);
        dueAt ??= dueAfter(refusal.details);
        await follow({ ...payment, signal, told: refusal.details, kind: "waiting", dueAt });
      }
    }
  } finally {
    if (line === own) {
      line = null;
      show(null);
    }
  }
}

/** Gives the place to those behind. */
export function leaveLine({ checkoutId, proof }: Own): void {
  line?.abort();
  forget();
  show(null);
  // If it does not arrive, the place lapses by itself.
  trpcClient.checkout.leaveLine.mutate({ checkoutId, ...proof }).catch(() => {});
}

/** Follows the place that a page had before it was opened again, and ends all waiting when it is closed. */
export function useKeptPlace({
  checkoutId,
  proof,
}: {
  checkoutId: string | undefined;
  proof: CheckoutProof;
}) {
  useEffect(() => {
    if (checkoutId === undefined || recall() !== checkoutId || line !== null) return;
    line = new AbortController();
    const { signal } = line;
    const own = { checkoutId, proof };
    ask(own)
      .then(async (told) => {
        if (told === null) return;
        if (!told.isTurn) await follow({ ...own, signal, told, kind: "kept", dueAt: dueAfter(told) });
        show({ kind: "turn" });
      })
      .catch(() => {}); // left, or pressed again
  }, [checkoutId, proof]);
  useEffect(
    () => () => {
      line?.abort();
      line = null;
      show(null);
    },
    [],
  );
}

function ask({ checkoutId, proof }: Own) {
  return trpcClient.checkout.place.mutate({ checkoutId, ...proof });
}

/** When it should be the customer's turn by what they were told first, with some time to spare, on `performance`'s clock. */
function dueAfter({ seconds }: Told): number {
  return performance.now() + seconds * 1_500 + 5_000;
}

/** Shows the place until it is the customer's turn. */
async function follow({
  signal,
  told,
  kind,
  dueAt,
  ...own
}: Own & { signal: AbortSignal; told: Told; kind: "waiting" | "kept"; dueAt: number }): Promise<void> {
  for (let next: Told | null = told; next !== null; ) {
    show({ kind, place: next.place, seconds: next.seconds, isLate: performance.now() > dueAt });
    await pause(next.retryAfterSeconds * 1_000, signal);
    try {
      const answer = await ask(own);
      next = answer?.isTurn ? null : answer;
    } catch (error) {
      if (!isTemporary(error)) throw error;
      await pause(retryMs, signal);
    }
    if (signal.aborted) throw new LeftLine();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const left = () => {
      clearTimeout(timer);
      reject(new LeftLine());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", left);
      resolve();
    }, ms);
    if (signal.aborted) left();
    else signal.addEventListener("abort", left, { once: true });
  });
}

const key = "payment-line";

function remember(checkoutId: string): void {
  try {
    sessionStorage.setItem(key, checkoutId);
  } catch {
    // The storage is full or forbidden: the place is kept all the same, and shown when Pay is pressed again.
  }
}

function recall(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function forget(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
