// @ts-check
/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, string | boolean | undefined>} attributes @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value) node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/** Drawings of our own, kept as text. @param {string} markup */
export function drawing(markup) {
  const holder = document.createElement("template");
  holder.innerHTML = markup;
  return /** @type {SVGElement} */ (holder.content.firstElementChild);
}
