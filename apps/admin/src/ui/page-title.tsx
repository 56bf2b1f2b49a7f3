import { shopName } from "../shop-name.ts";

/** The page's name in the browser's tab and history. */
export function PageTitle({ children }: { children: string }) {
  return <title>{`${children} · ${shopName} admin`}</title>;
}
