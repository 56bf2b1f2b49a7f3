/** A form as it was sent: nested by brackets, all leaves text. Lists may still be objects with the keys 0, 1, 2. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

/** Deeper than any parameter of Stripe's; without a limit, a hostile form could exhaust the stack. */
const MAX_DEPTH = 16;

/**
 * Decodes `a[b][0][c]=d`, `expand[]=x` and `expand[0]=x`, the three spellings that SDKs and curl users send. Answers
 * with a sentence when the form makes no sense.
 */
export function decodeForm(text: string): Form | string {
  if (!isUtf8(text)) return "the parameters are not valid UTF-8";
  const form: Form = Object.create(null) as Form;
  // How many entries each list has so far: counting its keys anew would take the square of a long list's time.
  const lengths = new Map<Form, number>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (name.includes("\0") || value.includes("\0")) return "parameters cannot contain a NUL byte";
    const path = pathOf(name);
    if (!path) return `the brackets of ${name.slice(0, 40)} do not match`;
    if (path.length > MAX_DEPTH) return `${path[0]} is nested deeper than ${MAX_DEPTH} levels`;
    if (!place(form, path, value, lengths)) return `${path[0]} is both a value and a hash`;
  }
  return form;
}

function isUtf8(text: string): boolean {
  // What an HTTP body's decoder puts in the place of bytes that are not UTF-8.
  if (text.includes("\uFFFD")) return false;
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function pathOf(name: string): string[] | null {
  const open = name.indexOf("[");
  if (open < 0) return [name];
  if (open === 0 || !name.endsWith("]")) return null;
  return [name.slice(0, open), ...name.slice(open + 1, -1).split("][")];
}

function place(form: Form, path: string[], value: string, lengths: Map<Form, number>): boolean {
  let here: Form = form;
  for (const [depth, key] of path.entries()) {
    // `[]` means "the next one"; a list is kept as an object until the schema says what it is.
    const length = lengths.get(here) ?? 0;
    const name = key === "" && depth > 0 ? String(length) : key;
    const next = here[name];
    if (next === undefined) lengths.set(here, length + 1);
    if (depth === path.length - 1) {
      if (typeof next === "object") return false;
      here[name] = value;
      return true;
    }
    if (next === undefined) {
      const made: Form = Object.create(null) as Form;
      here[name] = made;
      here = made;
    } else if (typeof next === "object" && !Array.isArray(next)) here = next;
    else return false;
  }
  return true;
}
