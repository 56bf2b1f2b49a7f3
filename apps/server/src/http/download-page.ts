import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { escapeHtml } from "@dualtrack/commerce";
import { projectRoot } from "../config/project-root.ts";

const assets = join(projectRoot, "apps", "storefront", "dist", "assets");

/** The storefront's typefaces, by the beginnings of their files' names; the rest is a hash. Those with rare letters are left out. */
const faces = [
  { family: "Title", weight: "200 800", file: "title-" },
  { family: "Text", weight: "100 900", file: "text-" },
];

interface DownloadPage {
  shopName: string;
  supportEmail: string;
  title: string;
  text: string;
  /** The address to which a form posts that asks for the order's link by mail; null: the page has no such form. */
  mailAction: string | null;
  /** Null: which order it is about is not known, or not for whoever has the link. */
  orderNumber: string | null;
}

/** What a customer sees in place of a file: why, and where to go from here. It looks like the storefront, and needs no script. */
export async function downloadPage({
  shopName,
  supportEmail,
  title,
  text,
  mailAction,
  orderNumber,
}: DownloadPage): Promise<string> {
  const form =
    mailAction === null
      ? ""
      : `<form method="post" action="${escapeHtml(mailAction)}"><button>Mail me the link to my order</button></form>`;
  const order =
    orderNumber === null
      ? ""
      : `<p>The number of your order is <strong>${escapeHtml(orderNumber)}</strong>.</p>`;
  const subject =
    orderNumber === null ? "" : `?subject=${encodeURIComponent(`Downloads of order ${orderNumber}`)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} – ${escapeHtml(shopName)}</title>
<link rel="icon" type="image/svg+xml" href="/mark.svg">
<style>${await fontFaces()}${style}</style>
</head>
<body>
<header><div><a href="/">${mark}<span>${escapeHtml(shopName)}</span></a></div></header>
<main><div>
${tracksApart}
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${order}
<div class="actions">${form}<a href="/" class="button">Go to the catalog</a></div>
</div></main>
<footer><div>Questions? <a href="mailto:${escapeHtml(supportEmail)}${subject}">${escapeHtml(supportEmail)}</a></div></footer>
</body>
</html>`;
}

/** A developer's shop may have no built files: then the page has the fallbacks. */
async function fontFaces(): Promise<string> {
  const files = await readdir(assets).catch(() => []);
  return faces
    .map(({ family, weight, file }) => {
      const found = files.find((name) => name.startsWith(file) && !name.startsWith(`${file}ext-`));
      return found === undefined
        ? ""
        : `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;src:url("/assets/${found}") format("woff2")}`;
    })
    .join("");
}

const mark = `<svg viewBox="0 0 40 24" aria-hidden="true"><path d="M0 4h12l5.5 5.5H40M0 20h12l5.5-5.5H40"/></svg>`;
const tracksApart = `<svg viewBox="0 0 240 64" class="apart" aria-hidden="true"><path d="M0 8h96M0 56h96"/><path d="M112 8h8M128 8h8M112 56h8M128 56h8" opacity="0.5"/></svg>`;

/** The storefront's colours and measures, as `styles.css` has them. */
const style = `
:root{color-scheme:light dark;--paper:#f5f0e6;--ink:#17140f;--soft:#5f574a;--line:#d9cfbd;--edge:#8b8171;--sheet:#fcf9f3;--focus:#1f31d0}
@media (prefers-color-scheme:dark){:root{--paper:#151310;--ink:#f3ecdf;--soft:#b3a896;--line:#38332b;--edge:#857b6b;--sheet:#1f1c18;--focus:#a9b4ff}}
*{box-sizing:border-box;margin:0}
body{display:flex;flex-direction:column;min-height:100dvh;background:var(--paper);color:var(--ink);font:1rem/1.5 Text,Arial,sans-serif;overflow-wrap:anywhere}
header{border-bottom:1px solid var(--ink)}
header>div,main>div,footer>div{width:100%;max-width:80rem;margin:0 auto;padding:0 clamp(1rem,4vw,3rem)}
header a{display:inline-flex;align-items:center;gap:.75rem;min-height:4rem;color:inherit;text-decoration:none;font:800 1.125rem/1.1 Title,"Arial",sans-serif;letter-spacing:-.02em}
svg{width:2.5rem;height:1.5rem;flex:none;fill:none;stroke:currentColor;stroke-width:4.4}
main{flex:1}
main>div{padding-block:3rem 6rem}
.apart{display:block;width:15rem;max-width:100%;height:4rem;margin-bottom:2rem;color:var(--edge);stroke-width:8}
h1{font:800 clamp(2.25rem,5vw,3rem)/1.05 Title,Arial,sans-serif;letter-spacing:-.02em;text-wrap:balance}
main strong{color:var(--ink)}
main p{max-width:65ch;margin-top:1rem;color:var(--soft);font-size:1.125rem}
.actions{display:flex;flex-wrap:wrap;gap:1rem;margin-top:2rem}
button,.button{display:inline-flex;align-items:center;min-height:3rem;padding:.5rem 1.5rem;border:1px solid var(--ink);border-radius:0;background:var(--ink);color:var(--paper);font:600 1rem/1.25 Text,Arial,sans-serif;text-decoration:none;cursor:pointer}
form+.button{background:none;border-color:var(--edge);color:var(--ink)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:.875rem}
footer>div{padding-block:1.5rem}
footer a{display:inline-block;color:var(--ink);text-underline-offset:4px}
`;
