import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "@dualtrack/commerce";
import express, { type RequestHandler } from "express";
import { projectRoot } from "../config/project-root.ts";
import { namePage } from "./name-page.ts";
import { packedAssets } from "./packed-assets.ts";

/** A built app: its hashed files are cached for ever, every other path gets its one page. */
export function singlePageApp(name: "storefront" | "admin", { shopName }: Settings): RequestHandler[] {
  const dist = join(projectRoot, "apps", name, "dist");
  const files = express.static(dist, {
    index: false,
    setHeaders(response, path) {
      if (path.includes("/assets/"))
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      // Stripe's fields use the shop's font, in a frame of another origin.
      if (path.endsWith(".woff2")) response.setHeader("Access-Control-Allow-Origin", "*");
    },
  });
  const page: RequestHandler = async (request, response) => {
    const wantsPage = (request.method === "GET" || request.method === "HEAD") && !isFile(request.path);
    if (!wantsPage) return void response.status(404).type("text").send("There is nothing at this address.");
    response.set("Cache-Control", "no-cache");
    const html = await readFile(join(dist, "index.html"), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (html === null)
      return void response.status(404).type("text").send("The shop's pages are not built: pnpm build");
    response.type("html").send(namePage(html, shopName));
  };
  return [packedAssets(dist), files, page];
}

/** Order addresses have a dot, too, so only the file endings of an app count. */
function isFile(path: string): boolean {
  return /\.(css|html|ico|js|json|map|png|svg|txt|webmanifest|woff2|xml)$/.test(path);
}
