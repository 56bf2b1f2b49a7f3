export interface MailParts {
  greeting: string;
  paragraphs: string[];
  /** The link below the paragraphs. */
  link: { label: string; url: string };
  /** Further links below that one. */
  moreLinks?: readonly { label: string; url: string }[];
  /** A table of two columns; `picture` is the address of an image before the label, in HTML only. */
  rows: (readonly [label: string, value: string, picture?: string | null])[];
  /** Below the table: how to contact the shop, and the imprint. */
  closing: string[];
}

/** A mail as plain text and as HTML, both with the same content. */
export function layoutMail({ greeting, paragraphs, link, moreLinks = [], rows, closing }: MailParts): {
  text: string;
  html: string;
} {
  const text = [
    greeting,
    ...paragraphs,
    link.url,
    ...moreLinks.map(({ label, url }) => `${label}: ${url}`),
    rows.map(([label, value]) => `${label}   ${value}`.trimEnd()).join("\n"),
    ...closing,
  ].join("\n\n");
  const hasPictures = rows.some(([, , picture]) => picture);
  const paragraph = (content: string) => `<p>${escapeHtml(content)}</p>`;
  const html = `<!doctype html><html lang="en"><body style="font:16px/1.5 sans-serif;color:#1d1a16;max-width:36rem;margin:0 auto;padding:24px">
${[greeting, ...paragraphs].map(paragraph).join("\n")}
${[link, ...moreLinks].map(({ label, url }) => `<p><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`).join("\n")}
<table style="border-collapse:collapse;width:100%">${rows
    .map(
      ([label, value, picture]) =>
        `<tr>${hasPictures ? pictureCell(picture) : ""}<td style="padding:4px 0">${escapeHtml(label)}</td><td style="padding:4px 0 4px 12px;text-align:right;white-space:nowrap">${escapeHtml(value)}</td></tr>`,
    )
    .join("")}</table>
${closing.map(paragraph).join("")}</body></html>`;
  return { text, html };
}

/** The image has no alternative text, as the product's name is beside it. */
function pictureCell(address: string | null | undefined): string {
  const image = address
    ? `<img src="${escapeHtml(address)}" alt="" width="48" height="48" style="display:block;object-fit:cover">`
    : "";
  return `<td style="padding:4px 12px 4px 0;width:48px">${image}</td>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
