import { type Area, grain } from "./composition.ts";
import type { Design } from "./design.ts";
import { textLine } from "./svg.ts";
import { fitLine, setTitle } from "./typesetting.ts";

interface Print extends Area {
  x: number;
  y: number;
  /** Cloth and card show through: no ground is printed. */
  bare?: boolean;
}

/** The picture alone, clipped to its area. */
export function picture(design: Design, { x, y, width, height, bare }: Print): string {
  const { palette } = design;
  const chance = design.chance();
  const area = { width, height };
  const layers = design
    .compose(area, chance)
    .map(({ d, ink, line }) =>
      line === undefined
        ? `<path d="${d}" fill="${palette[ink]}"/>`
        : `<path d="${d}" fill="none" stroke="${palette[ink]}" stroke-width="${line}"/>`,
    );
  const dust = (count: number, ink: string, width: number, opacity: number) =>
    `<path d="${grain(area, chance, count)}" stroke="${ink}" stroke-width="${width}" stroke-linecap="round" opacity="${opacity}"/>`;
  return `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" overflow="hidden">
    ${bare ? "" : `<rect width="${width}" height="${height}" fill="${palette.ground}"/>`}
    ${layers.join("")}
    ${dust(90, palette.ground, 1.3, 0.55)}
    ${dust(60, palette.ink, 1, 0.35)}
  </svg>`;
}

/** A whole cover: picture, and the label's type on its grid (title and artist left, number right). */
export function cover(design: Design, { x, y, width, height }: Print): string {
  const { palette, typeAtTop } = design;
  const margin = Math.round(width * 0.055);
  const title = setTitle(design.title, {
    width: width - margin * 2,
    sizes: [0.15, 0.125, 0.105, 0.088, 0.075].map((share) => Math.round(width * share)),
    maxLines: 2,
  });
  const small = Math.round(width * 0.043);
  const lead = title.size * 0.94;
  const band = Math.round(margin * 1.9 + lead * title.lines.length + small * 1.5);
  const bandTop = typeAtTop ? y : y + height - band;
  const first = bandTop + margin * 0.85 + title.size * 0.78;
  const foot = { y: bandTop + band - margin, size: small, weight: 600 } as const;
  const lines = title.lines.map((line, index) =>
    textLine(line, {
      ...{ x: x + margin - title.size * 0.03, y: first + index * lead },
      ...{ size: title.size, weight: 800, spacing: -0.025 },
    }),
  );
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${palette.ground}"/>
    ${picture(design, { x, y: typeAtTop ? y + band : y, width, height: height - band })}
    <g fill="${palette.ink}">
      ${lines.join("")}
      ${textLine(fitLine(design.artist, width * 0.62, small), { ...foot, x: x + margin })}
      ${textLine(design.number, { ...foot, x: x + width - margin, anchor: "end" })}
    </g>`;
}
