import { type Area, grain } from "./composition.ts";
import type { Design } from "./design.ts";
import { fitLine, setTitle } from "./typesetting.ts";

interface PrintProps extends Area {
  design: Design;
  x: number;
  y: number;
  /** Cloth and card show through: no ground is printed. */
  bare?: boolean;
}

/** The picture alone, clipped to its area. */
export function Picture({ design, x, y, width, height, bare }: PrintProps) {
  const { palette } = design;
  const chance = design.chance();
  const layers = design.compose({ width, height }, chance);
  return (
    <svg
      x={x}
      y={y}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      overflow="hidden"
      aria-hidden="true"
    >
      {!bare && <rect width={width} height={height} fill={palette.ground} />}
      {layers.map(({ d, ink, line }, index) =>
        line ? (
          <path key={index} d={d} fill="none" stroke={palette[ink]} strokeWidth={line} />
        ) : (
          <path key={index} d={d} fill={palette[ink]} />
        ),
      )}
      <path
        d={grain({ width, height }, chance, 90)}
        stroke={palette.ground}
        strokeWidth="1.3"
        strokeLinecap="round"
        opacity="0.55"
      />
      <path
        d={grain({ width, height }, chance, 60)}
        stroke={palette.ink}
        strokeWidth="1"
        strokeLinecap="round"
        opacity="0.35"
      />
    </svg>
  );
}

/** A whole cover: picture, and the label's type on its grid (title and artist left, mark and number right). */
export function Cover({ design, x, y, width, height }: PrintProps) {
  const { palette } = design;
  const margin = Math.round(width * 0.055);
  const title = setTitle(design.title, {
    width: width - margin * 2,
    sizes: [0.15, 0.125, 0.105, 0.088, 0.075].map((share) => Math.round(width * share)),
    maxLines: 2,
  });
  const small = Math.round(width * 0.043);
  const lead = title.size * 0.94;
  const band = Math.round(margin * 1.9 + lead * title.lines.length + small * 1.5);
  const bandTop = design.typeAtTop ? y : y + height - band;
  const first = bandTop + margin * 0.85 + title.size * 0.78;
  const foot = bandTop + band - margin;
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} fill={palette.ground} />
      <Picture
        design={design}
        x={x}
        y={design.typeAtTop ? y + band : y}
        width={width}
        height={height - band}
      />
      <g fill={palette.ink} fontFamily="var(--font-title)" fontWeight="800">
        {title.lines.map((line, index) => (
          <text
            key={line}
            x={x + margin - title.size * 0.03}
            y={first + index * lead}
            fontSize={title.size}
            letterSpacing="-0.025em"
          >
            {line}
          </text>
        ))}
        <text x={x + margin} y={foot} fontSize={small} fontWeight="600">
          {fitLine(design.artist, width * 0.62, small)}
        </text>
        <text x={x + width - margin} y={foot} fontSize={small} fontWeight="600" textAnchor="end">
          {design.number}
        </text>
      </g>
    </g>
  );
}
