import { QueryClient } from "@tanstack/react-query";
import { createMemoryHistory } from "@tanstack/react-router";
import { createTRPCQueryUtils } from "@trpc/react-query";
import { renderToString } from "react-dom/server";
import { App } from "./app.tsx";
import { type FirstData, putFirstData } from "./first-data.ts";
import { createShopRouter } from "./router.tsx";
import { trpcClient } from "./server/trpc.ts";
import { nameShop } from "./shop-name.ts";

/**
 * Draws a page for the server, exactly as a browser draws it first with the same data: what that then hydrates. `path` with its search
 * parameters.
 */
export async function renderPage(path: string, data: FirstData, shopName: string): Promise<string> {
  const queryClient = new QueryClient();
  putFirstData(createTRPCQueryUtils({ queryClient, client: trpcClient }), data, Date.now());
  const router = createShopRouter({ history: createMemoryHistory({ initialEntries: [path] }) });
  await router.load();
  nameShop(shopName); // directly before it is drawn, as the shops of one process may have several names
  const html = renderToString(<App router={router} queryClient={queryClient} />);
  queryClient.clear();
  return html;
}
