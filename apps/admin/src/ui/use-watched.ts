import { useDocumentVisibility } from "@mantine/hooks";
import { useEffect, useState } from "react";

/**
 * Whether somebody may be looking: false once the page has been hidden for `graceMs`, true as soon as it is not. A
 * browser opens six connections to a shop without HTTP/2, for all of its tabs: hidden ones must not hold them.
 */
export function useWatched(graceMs = 60_000): boolean {
  const isVisible = useDocumentVisibility() === "visible";
  const [isLongHidden, setIsLongHidden] = useState(false);
  useEffect(() => {
    if (isVisible) return setIsLongHidden(false);
    const timer = setTimeout(() => setIsLongHidden(true), graceMs);
    return () => clearTimeout(timer);
  }, [isVisible, graceMs]);
  return isVisible || !isLongHidden;
}
