import type { Server } from "node:http";
import { join } from "node:path";
import type { RequestHandler } from "express";
import type { ViteDevServer } from "vite";
import type { Deployment } from "../config/deployment.ts";
import { projectRoot } from "../config/project-root.ts";
import { namePage } from "../http/name-page.ts";

export interface ViteApp {
  pages: RequestHandler;
  stop(): Promise<void>;
}

/**
 * Both apps as Vite serves them to developers. Hot reload uses WebSockets of `server`, each under its app's base.
 * @see https://vite.dev/config/server-options#server-middlewaremode
 */
export async function openViteApps(
  deployment: Deployment,
  server: Server,
): Promise<{ storefront: ViteApp; admin: ViteApp }> {
  const [storefront, admin] = await Promise.all([
    openViteApp("storefront", deployment, server),
    openViteApp("admin", deployment, server),
  ]);
  return { storefront, admin };
}

async function openViteApp(
  name: "storefront" | "admin",
  { env, publicUrl }: Deployment,
  server: Server,
): Promise<ViteApp> {
  const { createServer } = await import("vite"); // imported here, as it is large and npm start does not need it
  const vite: ViteDevServer = await createServer({
    root: join(projectRoot, "apps", name),
    plugins: [{ name: "name-page", transformIndexHtml: (html) => namePage(html, env.SHOP_NAME) }],
    server: { middlewareMode: true, ws: { server }, allowedHosts: [new URL(publicUrl).hostname] },
    clearScreen: false,
    logLevel: "warn",
  });
  return {
    pages: (request, response, next) => {
      // Vite removes its base from the path by itself; Express has removed the path of the mount.
      request.url = request.originalUrl.replace(/^\/admin(?=$|\?)/, "/admin/");
      vite.middlewares(request, response, next);
    },
    stop: () => vite.close(),
  };
}
