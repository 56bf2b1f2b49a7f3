import type { Design } from "./design.ts";
import { cover, picture } from "./print.ts";
import { record, type Vinyl } from "./record.ts";
import { textLine } from "./svg.ts";
import { fitLine, setTitle } from "./typesetting.ts";

// Each thing lies on a table of 400 by 400, lit from the upper left: one flat shadow, no gradients.
const shadow = 'fill="#17140f" fill-opacity="0.2"';

/** What is sold, and of a record what it is pressed in. */
export type Thing =
  | { kind: "record"; vinyl: Vinyl }
  | { kind: "cassette" | "shirt" | "poster" | "bag" | "beat"; vinyl?: never };

export function drawThing(design: Design, thing: Thing): string {
  switch (thing.kind) {
    case "record":
      return sleeve(design, thing.vinyl);
    case "cassette":
      return cassette(design);
    case "shirt":
      return shirt(design);
    case "poster":
      return poster(design);
    case "bag":
      return bag(design);
    case "beat":
      return beat(design);
  }
}

function sleeve(design: Design, vinyl: Vinyl): string {
  const [x, y, side] = [20, 62, 276];
  return `${record(design, vinyl)}
    <rect x="${x + 6}" y="${y + 6}" width="${side}" height="${side}" ${shadow}/>
    ${cover(design, { x, y, width: side, height: side })}
    <path d="M${x + side - 0.5} ${y}v${side}" stroke="#000" stroke-opacity="0.18"/>`;
}

function cassette(design: Design): string {
  const { palette } = design;
  const isDark = palette.ground === "#1d1b19";
  const isLightInk = palette.ink === "#f4eedf" || palette.ink === "#f7ecdb";
  const shell = isDark ? palette.first : isLightInk ? palette.second : palette.ink;
  const screws = [
    [46, 106],
    [354, 106],
    [46, 296],
    [354, 296],
  ].map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="4.5"/>`);
  const reels = [140, 260].map(
    (cx) => `<circle cx="${cx}" cy="206" r="19" fill="${palette.ink}"/>
      <circle cx="${cx}" cy="206" r="12" fill="none" stroke="${palette.ground}" stroke-width="6" stroke-dasharray="6 6.57"/>`,
  );
  return `<rect x="38" y="98" width="336" height="218" rx="12" ${shadow}/>
    <rect x="32" y="92" width="336" height="218" rx="12" fill="${shell}"/>
    <path d="M96 310l12-42h184l12 42z" fill="#fff" fill-opacity="0.14"/>
    <g fill="#000" fill-opacity="0.35">${screws.join("")}<circle cx="140" cy="292" r="6"/><circle cx="260" cy="292" r="6"/></g>
    <rect x="56" y="112" width="288" height="146" rx="4" fill="${palette.ground}"/>
    ${picture(design, { x: 56, y: 152, width: 288, height: 106 })}
    <g fill="${palette.ink}">
      ${textLine(fitLine(design.title, 214, 19), { x: 66, y: 133, size: 19, weight: 800, spacing: -0.02 })}
      ${textLine(fitLine(design.artist, 200, 10.5), { x: 66, y: 147, size: 10.5, weight: 600 })}
      ${textLine(design.number, { x: 334, y: 133, size: 12, weight: 600, anchor: "end" })}
    </g>
    <rect x="112" y="180" width="176" height="52" rx="26" fill="${palette.ground}"/>
    <rect x="164" y="190" width="72" height="32" fill="${palette.ink}" fill-opacity="0.85"/>
    ${reels.join("")}`;
}

const shirtPath =
  "M140 52c14 22 30 32 60 32s46-10 60-32l42 14c12 4 19 12 24 24l42 84-58 28-22-40v196c0 6-4 10-10 10H122c-6 0-10-4-10-10V162l-22 40-58-28 42-84c5-12 12-20 24-24z";

function shirt(design: Design): string {
  const { palette } = design;
  return `<path d="${shirtPath}" ${shadow} transform="translate(6 6)"/>
    <path d="${shirtPath}" fill="${palette.ground}"/>
    <path d="M140 52c14 22 30 32 60 32s46-10 60-32l-12-4c-12 18-25 26-48 26s-36-8-48-26z" fill="#000" fill-opacity="0.16"/>
    <path d="M112 162l-5-26M288 162l5-26" stroke="#000" stroke-opacity="0.22" stroke-width="2" fill="none"/>
    ${picture(design, { x: 132, y: 118, width: 136, height: 136, bare: true })}
    ${printedTitle(design, { x: 132, y: 262, width: 136, sizes: [22, 18, 15, 12] })}`;
}

function poster(design: Design): string {
  return `<rect x="80" y="28" width="252" height="356" ${shadow}/>
    ${cover(design, { x: 74, y: 22, width: 252, height: 356 })}
    <path d="M74 140.500h252M74 259.500h252" stroke="#fff" stroke-opacity="0.22"/>
    <path d="M74 141.500h252M74 260.500h252" stroke="#000" stroke-opacity="0.14"/>`;
}

const bagPath = "M92 132h216l14 240c0 5-3 8-8 8H86c-5 0-8-3-8-8z";
const frontHandle = "M132 160V92c0-36 26-62 68-62s68 26 68 62v68";

function bag(design: Design): string {
  const { palette } = design;
  return `<path d="M146 136V84c0-32 22-56 54-56s54 24 54 56v52" fill="none" stroke="${palette.ink}" stroke-opacity="0.45" stroke-width="12"/>
    <path d="${bagPath}" ${shadow} transform="translate(6 6)"/>
    <path d="${bagPath}" fill="${palette.ground}"/>
    <path d="M91.500 142h217" stroke="#000" stroke-opacity="0.2" stroke-width="1.5" stroke-dasharray="5 4"/>
    <path d="${frontHandle}" fill="none" stroke="${palette.ground}" stroke-width="13"/>
    <path d="${frontHandle}" fill="none" stroke="#000" stroke-opacity="0.1" stroke-width="13"/>
    ${picture(design, { x: 125, y: 182, width: 150, height: 132, bare: true })}
    ${printedTitle(design, { x: 125, y: 322, width: 150, sizes: [24, 20, 16, 13] })}`;
}

/** A cover, and below it the sound as an editor draws it: two tracks, the beginning of which has been played. */
function beat(design: Design): string {
  const [x, y, side] = [80, 24, 240];
  const chance = design.chance();
  const [count, gap] = [60, side / 60];
  const bars = Array.from({ length: count }, (_, at) => {
    // Every fifteenth is a beat of the bar; what follows it rings out.
    const height = 4 + 22 * (1 - (at % 15) / 15) ** 1.6 * chance.between(0.55, 1);
    return { at, left: height, right: height * chance.between(0.5, 1) };
  });
  const row = (middle: number, side: "left" | "right", isPlayed: boolean) =>
    bars
      .filter(({ at }) => at < 15 === isPlayed)
      .map(
        (bar) =>
          `M${(x + (bar.at + 0.5) * gap).toFixed(1)} ${(middle - bar[side] / 2).toFixed(1)}v${bar[side].toFixed(1)}`,
      )
      .join("");
  const tracks = (isPlayed: boolean) => row(298, "left", isPlayed) + row(346, "right", isPlayed);
  return `<rect x="${x + 6}" y="${y + 6}" width="${side}" height="${side}" ${shadow}/>
    ${cover(design, { x, y, width: side, height: side })}
    <g stroke-width="2.4" stroke-linecap="round" fill="none">
      <path d="${tracks(false)}" stroke="#17140f" stroke-opacity="0.5"/>
      <path d="${tracks(true)}" stroke="#17140f"/>
      <path d="M${x + 15 * gap} 276v92" stroke="#17140f" stroke-width="1.6"/>
    </g>`;
}

/** The title below a print on cloth. */
function printedTitle(
  { title, palette }: Design,
  { x, y, width, sizes }: { x: number; y: number; width: number; sizes: readonly number[] },
): string {
  const { lines, size } = setTitle(title, { width, sizes, maxLines: 2 });
  const texts = lines.map((line, index) =>
    textLine(line, { x, y: y + size * (0.82 + index * 0.98), size, weight: 800, spacing: -0.02 }),
  );
  return `<g fill="${palette.ink}">${texts.join("")}</g>`;
}
