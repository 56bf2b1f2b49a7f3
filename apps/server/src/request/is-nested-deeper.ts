const [quote, backslash] = ['"', "\\"].map((character) => character.charCodeAt(0));
const openers = ["[", "{"].map((character) => character.charCodeAt(0));
const closers = ["]", "}"].map((character) => character.charCodeAt(0));

/**
 * Whether a JSON text nests deeper than `most`, without parsing it: recursive functions such as `JSON.stringify`
 * overflow the stack at some depth. Brackets in strings don't count.
 */
export function isNestedDeeper(json: string, maxDepth: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json.charCodeAt(index);
    if (character === quote) isInString = !isInString;
    else if (isInString) {
      if (character === backslash) index += 1;
    } else if (openers.includes(character)) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (closers.includes(character)) depth -= 1;
  }
  return false;
}
