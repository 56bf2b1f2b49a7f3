import type { Design } from "./design.ts";

/** What a record is pressed in. */
export type Vinyl = "black" | "rust" | "clear" | "marble";

const size = { cx: 262, cy: 200, r: 124 };

/** A record, half out of its sleeve. */
export function record({ palette }: Design, vinyl: Vinyl): string {
  const { cx, cy, r } = size;
  const circle = (radius: number, attributes: string) =>
    `<circle cx="${cx}" cy="${cy}" r="${radius}" ${attributes}/>`;
  const { body, groove } = pressings[vinyl];
  const grooves = [118, 111, 107, 97, 91, 83, 76, 68, 59].map((radius) => circle(radius, ""));
  return `<circle cx="${cx + 6}" cy="${cy + 6}" r="${r}" fill="#17140f" fill-opacity="${vinyl === "clear" ? 0.1 : 0.2}"/>
    <clipPath id="record">${circle(r, "")}</clipPath>
    <g clip-path="url(#record)">${body}</g>
    <g fill="none" ${groove}>${grooves.join("")}</g>
    ${circle(42, `fill="${palette.second}"`)}
    ${circle(4, `fill="${palette.table}"`)}`;
}

const all = `x="${size.cx - size.r}" y="${size.cy - size.r}" width="${size.r * 2}" height="${size.r * 2}"`;

const pressings: Record<Vinyl, { body: string; groove: string }> = {
  black: { body: `<rect ${all} fill="#191714"/>`, groove: 'stroke="#fff" stroke-opacity="0.13"' },
  rust: { body: `<rect ${all} fill="#a8431f"/>`, groove: 'stroke="#2a0d04" stroke-opacity="0.3"' },
  // The table shows through, and light catches the rim.
  clear: {
    body: `<rect ${all} fill="#fff" fill-opacity="0.34"/>
      <circle cx="${size.cx}" cy="${size.cy}" r="${size.r - 1.5}" fill="none" stroke="#fff" stroke-opacity="0.75" stroke-width="3"/>
      <path d="M${size.cx} ${size.cy}L${size.cx + 150} ${size.cy - 110}V${size.cy - 40}z" fill="#fff" fill-opacity="0.3"/>`,
    groove: 'stroke="#17140f" stroke-opacity="0.13"',
  },
  marble: {
    body: `<rect ${all} fill="#3c5a5e"/>
      <g fill="none" stroke="#efe6d2" stroke-linecap="round">
        <path d="M150 120C220 60 300 150 400 90" stroke-width="26" stroke-opacity="0.85"/>
        <path d="M140 190C230 150 300 240 400 170" stroke-width="13" stroke-opacity="0.9"/>
        <path d="M140 250C240 210 290 300 400 230" stroke-width="30" stroke-opacity="0.7"/>
        <path d="M180 320C250 270 320 330 390 290" stroke-width="12" stroke-opacity="0.9"/>
        <path d="M240 70C300 110 340 60 380 140" stroke-width="7" stroke-opacity="0.8"/>
      </g>`,
    groove: 'stroke="#17140f" stroke-opacity="0.2"',
  },
};
