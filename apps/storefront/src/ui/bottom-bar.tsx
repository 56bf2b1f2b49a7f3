import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

/** The largest part of the screen's height that the bar may take. */
const maxShare = 1 / 4;
/** The space between the bar and the focused element, in px. */
const gapPx = 16;

/** Browsers do not scroll to a focused element that is partly visible. */
function scrollIntoSight({ target }: FocusEvent): void {
  if (target instanceof Element) target.scrollIntoView({ block: "nearest" });
}

/**
 * The value, but while a press lasts the value of before it: pressing a button takes the focus from a field, and a button
 * that moves because of that, between the pointer's down and up, gets no click.
 */
function useUnchangedDuringPress<Value>(value: Value): Value {
  const [isPressed, setPressed] = useState(false);
  const [shown, setShown] = useState(value);
  useEffect(() => {
    if (!isPressed) setShown(value);
  }, [isPressed, value]);
  useEffect(() => {
    const press = () => setPressed(true);
    const release = () => setTimeout(() => setPressed(false)); // after the click, which follows at once
    addEventListener("pointerdown", press, { capture: true });
    addEventListener("pointerup", release, { capture: true });
    addEventListener("pointercancel", release, { capture: true });
    return () => {
      removeEventListener("pointerdown", press, { capture: true });
      removeEventListener("pointerup", release, { capture: true });
      removeEventListener("pointercancel", release, { capture: true });
    };
  }, []);
  return shown;
}

interface BottomBarProps {
  /**
   * True while the customer types into something that the bar could cover: Stripe's frames scroll by their own rules.
   */
  yields?: boolean;
  children: ReactNode;
}

/**
 * The main button, kept at the bottom of a narrow screen. An element that gets the focus behind it is scrolled into
 * view. Where the bar would take too much of the screen (zoomed in, a keyboard open), it stays in its place in the
 * page.
 */
export function BottomBar({ yields = false, children }: BottomBarProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [fits, setFits] = useState(true);
  const sticks = useUnchangedDuringPress(fits && !yields);

  useLayoutEffect(() => {
    const bar = ref.current;
    if (!bar) return;
    const { style } = document.documentElement;
    const measure = () => {
      const height = bar.offsetHeight;
      setFits(height <= (visualViewport?.height ?? innerHeight) * maxShare);
      const covers = getComputedStyle(bar).position === "sticky";
      style.scrollPaddingBottom = covers ? `${height + gapPx}px` : "";
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(bar);
    const screen = visualViewport ?? window;
    screen.addEventListener("resize", measure);
    document.addEventListener("focusin", scrollIntoSight);
    return () => {
      document.removeEventListener("focusin", scrollIntoSight);
      observer.disconnect();
      screen.removeEventListener("resize", measure);
      style.scrollPaddingBottom = "";
    };
  });

  return (
    <div
      ref={ref}
      className={`${sticks ? "sticky bottom-0 z-10 border-t" : ""} -mx-4 grid gap-2 border-line bg-paper px-4 pt-2 pb-[max(1rem,env(safe-area-inset-bottom))] md:-mx-8 md:px-8 lg:static lg:mx-0 lg:border-0 lg:bg-transparent lg:p-0`}
    >
      {children}
    </div>
  );
}
