import type { ReactElement } from "react";
import type { Design } from "./design.ts";
import { Cover, Picture } from "./print.tsx";
import { fitLine, setTitle } from "./typesetting.ts";

/** Each thing lies on a table of 400 by 400, lit from the upper left: one flat shadow, no gradients. */
type Thing = (props: { design: Design }) => ReactElement;

const shadow = "rgb(23 20 15 / 0.2)";

const Sleeve: Thing = ({ design }) => {
  const { palette } = design;
  const vinyl = palette.ground === "#1d1b19" ? palette.first : "#191714";
  return (
    <g>
      <circle cx="247" cy="206" r="138" fill={shadow} />
      <circle cx="241" cy="200" r="138" fill={vinyl} />
      <g fill="none" stroke="#fff" strokeOpacity="0.13">
        {[132, 124, 119, 108, 101, 92, 85, 76, 66].map((r) => (
          <circle key={r} cx="241" cy="200" r={r} />
        ))}
      </g>
      <circle cx="241" cy="200" r="46" fill={palette.second} />
      <rect x="30" y="54" width="304" height="304" fill={shadow} />
      <Cover design={design} x={24} y={48} width={304} height={304} />
      <path d="M327.5 48V352" stroke="#000" strokeOpacity="0.18" />
    </g>
  );
};

const Cassette: Thing = ({ design }) => {
  const { palette } = design;
  const dark = palette.ground === "#1d1b19";
  const shell = dark
    ? palette.first
    : palette.ink === "#f4eedf" || palette.ink === "#f7ecdb"
      ? palette.second
      : palette.ink;
  return (
    <g>
      <rect x="38" y="98" width="336" height="218" rx="12" fill={shadow} />
      <rect x="32" y="92" width="336" height="218" rx="12" fill={shell} />
      <path d="M96 310l12-42h184l12 42z" fill="#fff" fillOpacity="0.14" />
      <g fill="#000" fillOpacity="0.35">
        {[
          [46, 106],
          [354, 106],
          [46, 296],
          [354, 296],
        ].map(([cx, cy]) => (
          <circle key={`${cx}-${cy}`} cx={cx} cy={cy} r="4.5" />
        ))}
        <circle cx="140" cy="292" r="6" />
        <circle cx="260" cy="292" r="6" />
      </g>
      <rect x="56" y="112" width="288" height="146" rx="4" fill={palette.ground} />
      <Picture design={design} x={56} y={152} width={288} height={106} />
      <g fill={palette.ink} fontFamily="var(--font-title)">
        <text x="66" y="133" fontSize="19" fontWeight="800" letterSpacing="-0.02em">
          {fitLine(design.title, 214, 19)}
        </text>
        <text x="66" y="147" fontSize="10.5" fontWeight="600">
          {fitLine(design.artist, 200, 10.5)}
        </text>
        <text x="334" y="133" fontSize="12" fontWeight="600" textAnchor="end">
          {design.number}
        </text>
      </g>
      <rect x="112" y="180" width="176" height="52" rx="26" fill={palette.ground} />
      <rect x="164" y="190" width="72" height="32" fill={palette.ink} fillOpacity="0.85" />
      {[140, 260].map((cx) => (
        <g key={cx}>
          <circle cx={cx} cy="206" r="19" fill={palette.ink} />
          <circle
            cx={cx}
            cy="206"
            r="12"
            fill="none"
            stroke={palette.ground}
            strokeWidth="6"
            strokeDasharray="6 6.57"
          />
        </g>
      ))}
    </g>
  );
};

const shirtPath =
  "M140 52c14 22 30 32 60 32s46-10 60-32l42 14c12 4 19 12 24 24l42 84-58 28-22-40v196c0 6-4 10-10 10H122c-6 0-10-4-10-10V162l-22 40-58-28 42-84c5-12 12-20 24-24z";

const Shirt: Thing = ({ design }) => {
  const { palette } = design;
  const title = setTitle(design.title, { width: 136, sizes: [22, 18, 15, 12], maxLines: 2 });
  return (
    <g>
      <path d={shirtPath} fill={shadow} transform="translate(6 6)" />
      <path d={shirtPath} fill={palette.ground} />
      <path
        d="M140 52c14 22 30 32 60 32s46-10 60-32l-12-4c-12 18-25 26-48 26s-36-8-48-26z"
        fill="#000"
        fillOpacity="0.16"
      />
      <path d="M112 162l-5-26M288 162l5-26" stroke="#000" strokeOpacity="0.22" strokeWidth="2" fill="none" />
      <Picture design={design} x={132} y={118} width={136} height={136} bare />
      <g fill={palette.ink} fontFamily="var(--font-title)" fontWeight="800">
        {title.lines.map((line, index) => (
          <text
            key={line}
            x="132"
            y={262 + title.size * (0.82 + index * 0.98)}
            fontSize={title.size}
            letterSpacing="-0.02em"
          >
            {line}
          </text>
        ))}
      </g>
    </g>
  );
};

const Poster: Thing = ({ design }) => (
  <g>
    <rect x="80" y="28" width="252" height="356" fill={shadow} />
    <Cover design={design} x={74} y={22} width={252} height={356} />
    <path d="M74 140.500h252M74 259.500h252" stroke="#fff" strokeOpacity="0.22" />
    <path d="M74 141.500h252M74 260.500h252" stroke="#000" strokeOpacity="0.14" />
  </g>
);

const bagPath = "M92 132h216l14 240c0 5-3 8-8 8H86c-5 0-8-3-8-8z";

const Tote: Thing = ({ design }) => {
  const { palette } = design;
  const title = setTitle(design.title, { width: 150, sizes: [24, 20, 16, 13], maxLines: 2 });
  return (
    <g>
      <path
        d="M146 136V84c0-32 22-56 54-56s54 24 54 56v52"
        fill="none"
        stroke={palette.ink}
        strokeOpacity="0.45"
        strokeWidth="12"
      />
      <path d={bagPath} fill={shadow} transform="translate(6 6)" />
      <path d={bagPath} fill={palette.ground} />
      <path d="M91.500 142h217" stroke="#000" strokeOpacity="0.2" strokeWidth="1.500" strokeDasharray="5 4" />
      <path
        d="M132 160V92c0-36 26-62 68-62s68 26 68 62v68"
        fill="none"
        stroke={palette.ground}
        strokeWidth="13"
      />
      <path
        d="M132 160V92c0-36 26-62 68-62s68 26 68 62v68"
        fill="none"
        stroke="#000"
        strokeOpacity="0.1"
        strokeWidth="13"
      />
      <Picture design={design} x={125} y={182} width={150} height={132} bare />
      <g fill={palette.ink} fontFamily="var(--font-title)" fontWeight="800">
        {title.lines.map((line, index) => (
          <text
            key={line}
            x="125"
            y={322 + title.size * (0.82 + index * 0.98)}
            fontSize={title.size}
            letterSpacing="-0.02em"
          >
            {line}
          </text>
        ))}
      </g>
    </g>
  );
};

export const things = {
  sleeve: Sleeve,
  cassette: Cassette,
  shirt: Shirt,
  poster: Poster,
  tote: Tote,
} satisfies Record<string, Thing>;

export type ArtworkKind = keyof typeof things;

export const thingNames: Record<ArtworkKind, string> = {
  sleeve: "record in its sleeve",
  cassette: "cassette",
  shirt: "printed shirt",
  poster: "poster",
  tote: "printed tote bag",
};
