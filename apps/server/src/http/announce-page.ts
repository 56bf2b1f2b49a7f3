import { getCatalog, getProduct, type Shop } from "@dualtrack/commerce";
import { firstPictureSizes, pictureFiles } from "@dualtrack/contract";
import type { Request, RequestHandler } from "express";
import { countryOf } from "../request/country-of.ts";
import { presentedCartToken } from "./cart-cookie.ts";

interface Announced {
  /** The call whose answer the page shows, as its script will ask. */
  call: string;
  picture: { id: string; widths: readonly number[] } | null;
  sizes: string;
}

/**
 * Tells browsers with the page itself what its scripts will ask for, and which picture is the largest: they load it with the scripts
 * and not after them. Only for the catalogue's and a product's page; what can't be read is not announced.
 */
export function announcePage(shop: Shop, secret: string): RequestHandler {
  async function announcedAt(request: Request): Promise<Announced | null> {
    const visitor = { cartToken: presentedCartToken(request, secret), country: countryOf(request) };
    if (request.path === "/") {
      const { products } = await getCatalog(shop, visitor);
      const picture = products[0]?.picture ?? null;
      return { call: "/trpc/catalog.list", picture, sizes: firstPictureSizes.catalog };
    }
    const slug = /^\/products\/([\w-]{1,120})$/.exec(request.path)?.[1];
    if (slug === undefined) return null;
    const { pictures } = await getProduct(shop, { ...visitor, slug });
    const input = encodeURIComponent(JSON.stringify({ slug }));
    return {
      call: `/trpc/catalog.product?input=${input}`,
      picture: pictures[0] ?? null,
      sizes: firstPictureSizes.product,
    };
  }

  return async (request, response, next) => {
    const announced = request.method === "GET" ? await announcedAt(request).catch(() => null) : null;
    if (announced !== null) response.set("Link", linksTo(announced));
    next();
  };
}

function linksTo({ call, picture, sizes }: Announced): string {
  const data = `<${call}>; rel=preload; as=fetch; crossorigin=anonymous`;
  if (picture === null) return data;
  const { id, widths } = picture;
  const file = `</media/${id}/${widths.at(-1)}.webp>`;
  const files = `imagesrcset="${pictureFiles(picture)}"; imagesizes="${sizes}"`;
  return `${data}, ${file}; rel=preload; as=image; ${files}; fetchpriority=high`;
}
