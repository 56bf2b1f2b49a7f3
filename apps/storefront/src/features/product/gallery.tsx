import { firstPictureSizes } from "@dualtrack/contract";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { ProductView, VariantView } from "../../server/trpc.ts";
import { NoPicture } from "../../ui/no-picture.tsx";
import { Photo } from "../../ui/photo.tsx";

const frame = "aspect-square w-full bg-sheet";

interface GalleryProps {
  product: ProductView;
  /** Its own picture, or else the first, comes into sight when it is chosen. */
  variant: VariantView | undefined;
}

/** The product as large as the page allows; with several pictures a strip to swipe, and a button for each. */
export function Gallery({ product: { pictures, title }, variant }: GalleryProps) {
  const strip = useRef<HTMLUListElement>(null);
  const ofVariant = Math.max(
    0,
    pictures.findIndex(({ id }) => id === variant?.pictureId),
  );
  const [seen, setSeen] = useState(ofVariant);
  const hasOpened = useRef(false);
  useLayoutEffect(() => {
    const list = strip.current;
    // The page opens with the picture in its place; a choice slides there.
    list?.scrollTo({
      left: list.clientWidth * ofVariant,
      behavior: hasOpened.current ? "auto" : "instant",
    });
    hasOpened.current = true;
  }, [ofVariant]);
  const [first] = pictures;
  if (first === undefined) return <NoPicture />;
  if (pictures.length === 1)
    return (
      <div className={frame}>
        <Photo
          picture={first}
          alt={first.alt || title}
          sizes={firstPictureSizes.product}
          first
          className="object-contain"
        />
      </div>
    );

  // A picture may have been removed while somebody looked at it.
  const current = Math.min(seen, pictures.length - 1);
  function show(place: number): void {
    const list = strip.current;
    list?.scrollTo({ left: list.clientWidth * Math.max(0, Math.min(place, pictures.length - 1)) });
  }
  function walk(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(current + step);
  }

  return (
    <section aria-label={`Pictures of ${title}`} className="grid gap-3 lg:grid-cols-[1fr_4.5rem]">
      <ul
        ref={strip}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={`Picture ${current + 1} of ${pictures.length}`}
        onKeyDown={walk}
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) =>
          setSeen(Math.round(scrollLeft / clientWidth))
        }
        className={`${frame} flex snap-x snap-mandatory overflow-x-auto overscroll-x-contain scroll-smooth [scrollbar-width:none]`}
      >
        {pictures.map((picture, place) => (
          <li key={picture.id} className="size-full shrink-0 snap-center">
            <Photo
              picture={picture}
              alt={picture.alt || titleOf(title, place)}
              sizes={firstPictureSizes.product}
              first={place === ofVariant}
              className="object-contain"
            />
          </li>
        ))}
      </ul>
      {/* Beside the picture it is as tall as that and no taller, however many there are. */}
      <ul className="flex flex-wrap gap-3 p-1 lg:h-0 lg:min-h-full lg:flex-col lg:flex-nowrap lg:overflow-y-auto">
        {pictures.map((picture, place) => (
          <li key={picture.id}>
            <button
              type="button"
              aria-label={`Show picture ${place + 1}`}
              aria-current={place === current}
              onClick={() => show(place)}
              onKeyDown={walk}
              className={`block size-16 bg-sheet outline-offset-2 ${place === current ? "ring-2 ring-ink ring-offset-2 ring-offset-paper" : "opacity-70 hover:opacity-100"}`}
            >
              <Photo picture={picture} alt="" sizes="4rem" first={false} className="object-cover" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Pictures nobody described are told apart by their number. */
function titleOf(title: string, place: number): string {
  return place === 0 ? title : `${title}, picture ${place + 1}`;
}
