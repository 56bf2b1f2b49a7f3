import { createServer } from "node:http";
import express from "express";
import type { Deployment } from "../config/deployment.ts";
import { listenProblem } from "../config/listen-problem.ts";
import { adminHeaders, securityHeaders, storefrontHeaders, viteScripts } from "../http/security-headers.ts";
import { serverPaths } from "../http/server-paths.ts";
import type { DevServer } from "./dev-server.ts";
import { forwardTo } from "./forward-to.ts";
import { openViteApps } from "./vite-apps.ts";

/**
 * The developer's shop at its one address: pages come from Vite, everything else from the server behind it, which may
 * restart at any time. The pages have the security headers of the built ones, so that what these forbid fails here,
 * too.
 */
export async function openDevFront(
  deployment: Deployment,
  devServer: DevServer,
): Promise<{ stop(): Promise<void> }> {
  const { env, publicUrl, stripe } = deployment;
  const app = express();
  const server = createServer(app);
  const { storefront, admin } = await openViteApps(deployment, server);

  app.disable("x-powered-by");
  app.use(Object.values(serverPaths), forwardTo(devServer));
  app.use(...securityHeaders(publicUrl));
  app.use("/admin", adminHeaders(viteScripts), admin.pages);
  app.use("/", storefrontHeaders(stripe.apiBase, viteScripts), storefront.pages);

  await new Promise<void>((resolve, reject) => {
    const { PORT: port, HOST: host } = env;
    server.once("error", (error) => reject(listenProblem(error, { name: "PORT", port, host })));
    server.listen({ port, host }, resolve);
  });
  return {
    async stop() {
      await Promise.all([storefront.stop(), admin.stop()]);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
