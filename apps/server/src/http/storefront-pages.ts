import { createHash } from "node:crypto";
import { join } from "node:path";
import { boundedMap, DomainError, type Shop } from "@dualtrack/commerce";
import type { Request, RequestHandler } from "express";
import { projectRoot } from "../config/project-root.ts";
import { countryOf } from "../request/country-of.ts";
import { type BuiltStorefront, readStorefront } from "./built-storefront.ts";
import { presentedCartToken } from "./cart-cookie.ts";
import { type FirstView, firstView } from "./first-view.ts";
import { namePage } from "./name-page.ts";
import { type PackedAnswer, pack, sendPacked } from "./pack-answer.ts";

/** The scripts of pages that not all pages need. */
const sources: readonly [path: RegExp, source: string][] = [
  [/^\/products\/[^/]+$/, "src/routes/product.tsx"],
  [/^\/categories\/[^/]+$/, "src/routes/category.tsx"],
  [/^\/cart$/, "src/routes/cart.tsx"],
  [/^\/checkout$/, "src/routes/checkout.tsx"],
  [/^\/orders\/[^/]+$/, "src/routes/order.tsx"],
  [/^\/pay\/[^/]+$/, "src/routes/pay.tsx"],
  [/^\/payment\/success$/, "src/routes/payment-success.tsx"],
];

/** In bytes. */
const keptPages = 20_000_000;

/**
 * The storefront's pages as browsers show them before any script runs: the catalogue and products are drawn, with the data that the
 * scripts then begin with, as of now; each page names the scripts that it needs. A page is drawn and compressed once for all who see
 * the same. What can't be read or drawn is left to the next handler, whose page is empty: there the API says what is wrong.
 */
export function storefrontPages(
  shop: Shop,
  secret: string,
  folder = join(projectRoot, "apps", "storefront"),
): RequestHandler {
  const readBuilt = readStorefront(folder);
  let keptOf: BuiltStorefront | null = null;
  let kept = boundedMap<Promise<PackedAnswer>>(keptPages);

  function pageFor(built: BuiltStorefront, request: Request, first: FirstView | null): Promise<PackedAnswer> {
    if (built !== keptOf) [keptOf, kept] = [built, boundedMap(keptPages)];
    const source = sources.find(([path]) => path.test(request.path))?.[1];
    const key = first === null ? `${source}` : `${first.path} ${digest(first)}`;
    let page = kept.get(key);
    if (page === undefined) {
      page = draw(built, source, first);
      kept.set(key, page, 100_000); // until it is there
      page.then(
        ({ bytes }) => kept.set(key, page as Promise<PackedAnswer>, 2 * bytes.length),
        () => kept.delete(key),
      );
    }
    return page;
  }

  async function draw(built: BuiltStorefront, source: string | undefined, first: FirstView | null) {
    const { shopName } = shop.settings;
    const scripts = source === undefined ? [] : built.scriptsOf(source);
    const html = withScripts(namePage(built.html, shopName), scripts);
    if (first === null) return pack(html, pageType);
    const drawn = await built.renderPage(first.path, first.data, shopName);
    return pack(withFirstView(html, drawn, first.data), pageType);
  }

  return async (request, response, next) => {
    const isPage = request.path === "/" || sources.some(([path]) => path.test(request.path));
    const built =
      isPage && (request.method === "GET" || request.method === "HEAD") ? await readBuilt() : null;
    if (built === null) return next();
    const first = await firstView(shop, {
      path: request.path,
      variant: request.query.variant,
      cartToken: presentedCartToken(request, secret),
      country: countryOf(request),
    }).catch((error: unknown) => {
      // A product that there is not, or too many questions: the API says so on the page.
      if (!(error instanceof DomainError))
        shop.log.error({ err: error, path: request.path }, "what a page shows first could not be read");
      return null;
    });
    const page = await pageFor(built, request, first).catch((error: unknown) => {
      shop.log.error({ err: error, path: request.path }, "a page could not be drawn");
      return null;
    });
    if (page === null) return next();
    await sendPacked(request, response, page);
  };
}

const pageType = "text/html; charset=utf-8";

const digests = new WeakMap<object, string>();

/** Of all that a page shows. The view is most of it, and is often the one of before. */
function digest({ view, data }: FirstView): string {
  let ofView = digests.get(view);
  if (ofView === undefined) {
    ofView = hash(JSON.stringify(view));
    digests.set(view, ofView);
  }
  return hash(ofView + JSON.stringify({ ...data, list: null, product: null }));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

function withScripts(html: string, scripts: readonly string[]): string {
  const links = scripts.map((file) => `<link rel="modulepreload" crossorigin href="${file}">\n    `);
  return html.replace('<link rel="stylesheet"', (tag) => links.join("") + tag);
}

/** What is no script for the browser, as its policy runs no script in a page. Whatever a product is called does not end it. */
function withFirstView(html: string, drawn: string, data: object): string {
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return html.replace(
    '<div id="root"></div>',
    () =>
      `<div id="root">${drawn}</div>\n    <script id="first-data" type="application/json">${json}</script>`,
  );
}
