export interface MailParts {
  greeting: string;
  paragraphs: string[];
  /** Where the words above lead. */
  link: { label: string; url: string };
  /** What, and how much or many; `picture` is the address of one that stands before it in HTML. */
  rows: (readonly [what: string, figure: string, picture?: string | null])[];
  /** After the table: how to reach a person, and who writes. */
  closing: string[];
}

/** One mail as plain text and as HTML, both with the same words. */
export function layoutMail({ greeting, paragraphs, link, rows, closing }: MailParts): {
  text: string;
  html: string;
} {
  const text = [
    greeting,
    ...paragraphs,
    link.url,
    rows.map(([what, figure]) => `${what}   ${figure}`.trimEnd()).join("\n"),
    ...closing,
  ].join("\n\n");
  const pictured = rows.some(([, , picture]) => picture);
  const paragraph = (words: string) => `<p>${escapeHtml(words)}</p>`;
  const html = `<!doctype html><html lang="en"><body style="font:16px/1.5 sans-serif;color:#1d1a16;max-width:36rem;margin:0 auto;padding:24px">
${[greeting, ...paragraphs].map(paragraph).join("\n")}
<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>
<table style="border-collapse:collapse;width:100%">${rows
    .map(
      ([what, figure, picture]) =>
        `<tr>${pictured ? pictureCell(picture) : ""}<td style="padding:4px 0">${escapeHtml(what)}</td><td style="padding:4px 0;text-align:right">${escapeHtml(figure)}</td></tr>`,
    )
    .join("")}</table>
${closing.map(paragraph).join("")}</body></html>`;
  return { text, html };
}

/** The name stands beside it, so it says nothing to those who can't see it. */
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
