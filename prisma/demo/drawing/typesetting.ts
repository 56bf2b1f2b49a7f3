/** Widest likely advance of one letter of the title face, in ems: a little more than its average. */
const advance = 0.53;

export interface SetTitle {
  lines: string[];
  size: number;
}

/** Breaks a title into lines at the largest size that fits `width` and `maxLines`; cuts it only when nothing fits. */
export function setTitle(
  title: string,
  { width, sizes, maxLines }: { width: number; sizes: readonly number[]; maxLines: number },
): SetTitle {
  for (const size of sizes) {
    const lines = wrap(title, Math.floor(width / (size * advance)));
    if (lines && lines.length <= maxLines) return { lines, size };
  }
  const size = sizes.at(-1) ?? 12;
  const room = Math.floor(width / (size * advance));
  return { lines: cut(title, room, maxLines), size };
}

/** Shortens text to what fits `width` at `size`. */
export function fitLine(text: string, width: number, size: number): string {
  const room = Math.floor(width / (size * advance));
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1)).trimEnd()}…`;
}

function wrap(title: string, room: number): string[] | null {
  const lines: string[] = [];
  for (const word of title.split(/\s+/)) {
    if (word.length > room) return null;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function cut(title: string, room: number, maxLines: number): string[] {
  const lines: string[] = [];
  let rest = title;
  while (rest && lines.length < maxLines) {
    if (rest.length <= room) {
      lines.push(rest);
      return lines;
    }
    const space = rest.lastIndexOf(" ", room);
    const end = space > room / 3 ? space : room;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  const last = lines.at(-1);
  if (rest && last) lines[lines.length - 1] = `${last.slice(0, room - 1)}…`;
  return lines;
}
