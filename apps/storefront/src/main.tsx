import { startTransition } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { type FirstData, putFirstData } from "./first-data.ts";
import { createShopRouter } from "./router.tsx";
import { queries, queryClient } from "./server/trpc.ts";
import "./styles.css";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root");

// A page that the browser kept and shows again, as with Back from a bank's page, reads again what may have changed.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) void queryClient.invalidateQueries();
});

const router = createShopRouter({ queries });
const app = <App router={router} queryClient={queryClient} />;
const firstData = document.getElementById("first-data")?.textContent;
if (firstData) {
  putFirstData(queries, JSON.parse(firstData) as FirstData, answeredAt());
  // Of what the server has drawn, nothing moves: its boundaries are where the server's router sets them.
  router.ssr = { manifest: undefined };
  const html = root;
  // With the page's own script loaded, as the server had it. In small steps, so that touches are answered meanwhile.
  void router.load().finally(() => startTransition(() => void hydrateRoot(html, app)));
} else createRoot(root).render(app);

/**
 * When the shop answered with this page, in ms since 1970: its data is as old. A page that the browser kept, and shows again without
 * asking, counts as old.
 */
function answeredAt(): number {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation === undefined || navigation.transferSize === 0
    ? 0
    : performance.timeOrigin + navigation.responseStart;
}
