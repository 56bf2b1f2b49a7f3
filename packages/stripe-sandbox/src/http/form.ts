/** A form as it was sent: nested by brackets, all leaves text. Lists may still be objects with the keys 0, 1, 2. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

/**
 * Decodes `a[b][0][c]=d`, `expand[]=x` and `expand[0]=x`, the three spellings that SDKs and curl users send.
 * Returns null when the brackets make no sense.
 */
export function decodeForm(text: string): Form | null {
  const form: Form = Object.create(null) as Form;
  for (const [name, value] of new URLSearchParams(text)) {
    const path = pathOf(name);
    if (!path || !place(form, path, value)) return null;
  }
  return form;
}

function pathOf(name: string): string[] | null {
  const open = name.indexOf("[");
  if (open < 0) return [name];
  if (open === 0 || !name.endsWith("]")) return null;
  return [name.slice(0, open), ...name.slice(open + 1, -1).split("][")];
}

function place(form: Form, path: string[], value: string): boolean {
  let here: Form = form;
  for (const [depth, key] of path.entries()) {
    const last = depth === path.length - 1;
    // `[]` means "the next one"; a list is kept as an object until the schema says what it is.
    const name = key === "" && depth > 0 ? String(Object.keys(here).length) : key;
    if (last) {
      here[name] = value;
      return true;
    }
    const next = here[name];
    if (next === undefined) {
      const made: Form = Object.create(null) as Form;
      here[name] = made;
      here = made;
    } else if (typeof next === "object" && !Array.isArray(next)) here = next;
    else return false;
  }
  return true;
}
