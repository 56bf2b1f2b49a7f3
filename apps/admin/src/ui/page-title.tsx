import { shopName } from "../shop-name.ts";

/** What the browser's tab and history call a page. */
export function PageTitle({ children }: { children: string }) {
  return <title>{`${children} · ${shopName} admin`}</title>;
}
