import type { AppRouter } from "@dualtrack/api";
import type { inferRouterOutputs } from "@trpc/server";
import { type ReactNode, useEffect, useState } from "react";
import { errorMessage, formatDay } from "../../messages.ts";
import { useOnlyStream } from "../../server/only-stream.ts";
import { refusedWith } from "../../server/refusals.ts";
import { trpc } from "../../server/trpc.ts";
import { useReopened } from "../../server/use-reopened.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useVisible } from "../../ui/use-visible.ts";
import { solvePuzzle } from "./solve-puzzle.ts";

type DropPlace = inferRouterOutputs<AppRouter>["drops"]["place"];

/** How often the place is asked for without a stream, and with one, in ms. */
const pollMs = 5_000;
const slowPollMs = 60_000;

/** Where the customer stands in the line of a drop. `children`: how it is bought, for whoever's turn it is. */
export function DropLine({ productId, children }: { productId: string; children: ReactNode }) {
  const utils = trpc.useUtils();
  const visible = useVisible();
  const enabled = useOnlyStream(visible) && visible;
  const receive = (place: DropPlace) =>
    utils.drops.place.setData({ productId }, (before) =>
      before !== undefined && before.serverNow > place.serverNow ? before : place,
    );
  const stream = trpc.drops.watch.useSubscription({ productId }, { enabled, onData: receive });
  const isLive = useReopened(stream, { isWanted: enabled });
  const { data: place, error } = trpc.drops.place.useQuery(
    { productId },
    { staleTime: 0, refetchInterval: isLive ? slowPollMs : pollMs, refetchOnWindowFocus: "always" },
  );
  // The first change gives the browser its cookie, which an open stream does not know.
  const moved = async () => {
    stream.reset();
    await utils.drops.place.invalidate({ productId });
  };
  const puzzle = trpc.drops.puzzle.useMutation();
  const join = trpc.drops.join.useMutation({ onSettled: moved });
  const [isJoining, setIsJoining] = useState(false);
  const takePlace = async () => {
    setIsJoining(true);
    try {
      const given = await puzzle.mutateAsync({ productId });
      await join.mutateAsync({ productId, puzzle: given.text, nonce: await solvePuzzle(given) });
    } catch {
      // each mutation keeps its error for the page
    } finally {
      setIsJoining(false);
    }
  };
  const leave = trpc.drops.leave.useMutation({ onSettled: moved });
  const failure = puzzle.error ?? join.error ?? leave.error;
  const kind = place?.own.kind;
  const hasOpened = place?.opensAt === null;
  // What can be bought has changed with the turn, and with the opening.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these may have changed it
  useEffect(() => void utils.catalog.product.invalidate(), [kind, hasOpened, utils]);
  // A line that is no more: its product is like any other now, or was taken out of the shop.
  const isGone = refusedWith(error, "DROP_NOT_FOUND") !== null;
  useEffect(() => void (isGone && utils.catalog.product.invalidate()), [isGone, utils]);
  if (isGone)
    return (
      <div className="mt-6">
        <Notice variant="warn" title="This is not sold any more">
          The shop has taken it off sale, and nobody else is called up. Nothing was charged for waiting.
        </Notice>
      </div>
    );
  if (place === undefined)
    return error ? (
      <Notice variant="bad" title="The line could not be loaded">
        {errorMessage(error)}
      </Notice>
    ) : (
      <div className="skeleton mt-6 h-32 w-full" role="status" aria-label="The line is loading" />
    );
  const { own } = place;
  return (
    <section className="mt-6" aria-label="The line for this product">
      <div role="status" aria-live="polite" className="border-l-4 border-edge bg-sheet px-4 py-4">
        {own.kind === "turn" ? (
          <Turn {...{ place }} until={own.until} />
        ) : (
          <>
            <p className="text-xl font-semibold tabular-nums">{titleOf(place)}</p>
            <p className="mt-1">{textOf(place)}</p>
            {place.opensAt !== null && place.state !== "closed" && <ShopTime opensAt={place.opensAt} />}
          </>
        )}
      </div>
      {own.kind === "turn" && children}
      <div className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
        {(own.kind === "reserving" || own.kind === "unreserved") && (
          <ButtonLink to="/checkout" className="w-full">
            Go to the checkout
          </ButtonLink>
        )}
        {canJoin(place) && (
          <Button className="w-full" aria-disabled={isJoining} onClick={() => !isJoining && void takePlace()}>
            {isJoining ? "One moment…" : own.kind === "lapsed" ? "Join again" : "Join the line"}
          </Button>
        )}
        {(own.kind === "turn" || own.kind === "waiting") && (
          <Button
            variant="quiet"
            aria-disabled={leave.isPending}
            onClick={() => !leave.isPending && leave.mutate({ productId })}
          >
            {own.kind === "turn" ? "Give up my turn" : "Leave the line"}
          </Button>
        )}
      </div>
      {failure && (
        <div className="mt-3">
          <Notice variant="bad">{errorMessage(failure)}</Notice>
        </div>
      )}
    </section>
  );
}

function Turn({ place, until }: { place: DropPlace; until: string }) {
  const now = useNow(Date.parse(place.serverNow) - Date.now());
  const left = Math.max(0, Math.ceil((Date.parse(until) - now) / 60_000));
  const most =
    place.limitPerPerson === 1 ? "One for each person." : `At most ${place.limitPerPerson} for each person.`;
  return (
    <>
      <p className="text-xl font-semibold">It’s your turn</p>
      <p className="mt-1">
        Go to the checkout by <strong>{formatTime(until)}</strong>, {left} min left; after that it is the next
        one’s turn. {most}
      </p>
    </>
  );
}

/** The opening in the shop's zone, for customers who are elsewhere. */
function ShopTime({ opensAt }: { opensAt: string }) {
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (settings === undefined || settings.timeZone === own) return null;
  const there = new Intl.DateTimeFormat("en-IE", {
    ...{ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
    ...{ hourCycle: "h23", timeZone: settings.timeZone },
  }).format(new Date(opensAt));
  return (
    <p className="mt-1 text-sm text-soft">
      In your time zone. At the shop ({settings.timeZone}) it is {there}.
    </p>
  );
}

function canJoin({ own, state, opensAt, spokenFor }: DropPlace): boolean {
  const isOut = own.kind === "none" || own.kind === "lapsed";
  return isOut && state !== "closed" && (opensAt !== null || spokenFor !== "sold");
}

function titleOf({ own, opensAt, state, spokenFor, waiting }: DropPlace): string {
  if (own.kind === "bought") return "You have bought this";
  if (own.kind === "reserving") return "It is reserved for you";
  if (own.kind === "unreserved") return "You are at the checkout";
  if (opensAt === null && spokenFor === "sold") return "All are sold";
  if (state === "closed") return "The line is closed";
  if (own.kind === "lapsed") return "Your turn is over";
  if (own.kind === "waiting" && own.place !== null)
    return `You are number ${own.place} of ${Math.max(own.place, waiting)} in line`;
  if (own.kind === "waiting") return "You are in the draw";
  if (opensAt !== null) return `Opens ${formatDay(opensAt)}`;
  if (spokenFor === "reserved") return "All are spoken for just now";
  return waiting === 0 ? "You buy this in turn" : `${waiting} ${waiting === 1 ? "waits" : "wait"} in line`;
}

function textOf({ own, opensAt, state, spokenFor, isDrawn, limitPerPerson }: DropPlace): string {
  if (own.kind === "bought")
    return `That was your turn: ${limitPerPerson === 1 ? "one for each person" : `at most ${limitPerPerson} for each person`}.`;
  if (own.kind === "reserving") return "Go to the checkout and pay while it is.";
  if (own.kind === "unreserved")
    return "Nothing is reserved: whoever pays first gets it. If it is gone by then, you are not charged, or get all of it back.";
  if (opensAt === null && spokenFor === "sold") return "Nothing is reserved any more that could come back.";
  if (state === "closed")
    return own.kind === "waiting"
      ? "Nobody else is called up. Your place is kept, should the shop open the line again."
      : "Nobody else can join it, and nobody is called up.";
  if (opensAt !== null) {
    const how = isDrawn
      ? "Whoever is in line by then is drawn by lot; those who come later follow."
      : "It is sold in the order in which people join the line.";
    return own.kind !== "waiting"
      ? how
      : `${how} It opens ${formatDay(opensAt)}. You can close this page and come back.`;
  }
  if (own.kind === "lapsed") {
    const others = spokenFor === "reserved" ? "All are reserved by others just now. " : "";
    return `${others}Join again; this page says when it is your turn once more.`;
  }
  const kept = own.kind !== "waiting" ? "" : " Your place is kept when you close this page; be back in time.";
  if (state === "paused") return `The shop has paused the line.${kept}`;
  if (spokenFor === "reserved")
    return `All are reserved by others. When somebody does not pay, the next in line is called up.${kept}`;
  if (own.kind === "waiting" && own.seconds !== null)
    return `It takes about ${Math.max(1, Math.ceil(own.seconds / 60))} min.${kept}`;
  return own.kind === "waiting"
    ? `This page says when it is your turn.${kept}`
    : "Join the line; this page says when it is your turn.";
}

function formatTime(iso: string): string {
  return new Intl.DateTimeFormat("en-IE", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    new Date(iso),
  );
}
