import textFont from "@fonts/text.woff2?url";
import type { Appearance } from "@stripe/stripe-js";
import { useMemo, useSyncExternalStore } from "react";

/** The shop's font for Stripe's fields: their frame has another origin and none of the page's styles. */
export const fonts = [
  { family: "Hanken Grotesk", src: `url(${new URL(textFont, location.href)})`, weight: "100 900" },
];

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The shop's colours for Stripe's fields; they follow the system's dark mode. */
export function useAppearance(): Appearance {
  const scheme = useSyncExternalStore(
    (listener) => {
      dark.addEventListener("change", listener);
      return () => dark.removeEventListener("change", listener);
    },
    () => (dark.matches ? "dark" : "light"),
  );
  return useMemo(() => {
    void scheme;
    return read();
  }, [scheme]);
}

function read(): Appearance {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    theme: "flat",
    labels: "above",
    variables: {
      fontFamily: "Hanken Grotesk, Arial, sans-serif",
      fontSizeBase: "16px",
      borderRadius: "0px",
      spacingUnit: "4px",
      colorPrimary: colour("pay"),
      colorBackground: colour("sheet"),
      colorText: colour("ink"),
      colorTextSecondary: colour("soft"),
      colorTextPlaceholder: colour("soft"),
      colorDanger: colour("bad"),
    },
    rules: {
      ".Input": { border: `1px solid ${colour("edge")}`, boxShadow: "none", padding: "12px" },
      ".Input:focus": { border: `1px solid ${colour("pay")}`, outline: `2px solid ${colour("pay")}` },
      ".Input--invalid": { border: `1px solid ${colour("bad")}` },
      ".Label": { fontWeight: "600", fontSize: "14px" },
      ".Tab": { border: `1px solid ${colour("edge")}`, boxShadow: "none" },
      ".Tab--selected": { border: `1px solid ${colour("ink")}`, boxShadow: "none" },
    },
  };
}
