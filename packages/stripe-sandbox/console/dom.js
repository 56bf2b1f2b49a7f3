// @ts-check
/**
 * Pages are drawn as descriptions (`h`) and laid over what is there (`render`): an element that stays keeps its focus,
 * its scroll position, what was typed into it, and whether it is open. So live changes disturb nobody.
 *
 * @typedef {Record<string, any>} Bag
 * @typedef {{ tag: string, key: string | undefined, props: Bag, children: (Drawn | string)[] }} Drawn
 * @typedef {Drawn | string | number | false | null | undefined | Child[]} Child
 */

const SVG = "http://www.w3.org/2000/svg";
const svgTags = new Set(["svg", "path", "circle", "rect", "line"]);

/** What an element was last drawn with. @type {WeakMap<Element, Drawn>} */
const drawnAs = new WeakMap();

/** Describes an element. `key` tells it from its sisters; `on…` are listeners; `made` is called with it once. @param {string} tag @param {Bag} [props] @param {...Child} children @returns {Drawn} */
export function h(tag, props = {}, ...children) {
  const { key, ...rest } = props;
  return { tag, key, props: rest, children: flat(children) };
}

/** Makes the children of an element what is described. @param {Element} place @param {...Child} children */
export function render(place, ...children) {
  layOver(place, flat(children));
}

/** @param {Child[]} children @returns {(Drawn | string)[]} */
function flat(children) {
  /** @type {(Drawn | string)[]} */
  const all = [];
  for (const child of children)
    if (Array.isArray(child)) all.push(...flat(child));
    else if (typeof child === "number") all.push(String(child));
    else if (child) all.push(child);
  return all;
}

/** @param {Element} parent @param {(Drawn | string)[]} wanted */
function layOver(parent, wanted) {
  const keys = new Set(wanted.map((one) => (typeof one === "string" ? undefined : one.key)));
  /** @type {Map<string, Element>} */
  const kept = new Map();
  // First away with what goes, so that what stays need not be moved: moving takes the focus away.
  for (const node of [...parent.childNodes]) {
    const key = node instanceof Element ? drawnAs.get(node)?.key : undefined;
    if (key === undefined) continue;
    if (keys.has(key)) kept.set(key, /** @type {Element} */ (node));
    else node.remove();
  }
  let next = parent.firstChild;
  for (const one of wanted) {
    const found = typeof one !== "string" && one.key !== undefined ? kept.get(one.key) : next;
    const node = found && fits(found, one) ? found : create(one);
    if (node !== next) parent.insertBefore(node, next);
    if (typeof one === "string") {
      if (node.nodeValue !== one) node.nodeValue = one;
    } else apply(/** @type {Element} */ (node), one);
    next = node.nextSibling;
  }
  while (next) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
}

/** @param {ChildNode} node @param {Drawn | string} one */
function fits(node, one) {
  if (typeof one === "string") return node.nodeType === Node.TEXT_NODE;
  if (!(node instanceof Element)) return false;
  const was = drawnAs.get(node);
  return was !== undefined && was.tag === one.tag && was.key === one.key;
}

/** @param {Drawn | string} one @returns {ChildNode} */
function create(one) {
  if (typeof one === "string") return document.createTextNode(one);
  return svgTags.has(one.tag) ? document.createElementNS(SVG, one.tag) : document.createElement(one.tag);
}

/** @param {Element} element @param {Drawn} one */
function apply(element, one) {
  const before = drawnAs.get(element);
  const was = before?.props ?? {};
  drawnAs.set(element, one);
  for (const name of Object.keys(was)) if (!(name in one.props)) setProperty(element, name, undefined);
  // Children first: a select can take its value only when it has its options.
  layOver(element, one.children);
  for (const [name, value] of Object.entries(one.props))
    if (name !== "made" && was[name] !== value) setProperty(element, name, value);
  if (!before) one.props.made?.(element);
}

/** @param {Element} element @param {string} name @param {any} value */
function setProperty(element, name, value) {
  if (name.startsWith("on") || name === "value" || name === "checked")
    Object.assign(element, { [name]: value ?? null });
  else if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}
