// Builds elements and keeps keyed lists current. It never parses HTML: every text becomes a text node,
// so nothing that a customer wrote can turn into markup.

/** One element. Attributes that are null or false are left out; functions become listeners. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.replace(/^on/, ""), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A picture from the sprite in index.html; decoration only, so hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** The round mark of a person: initials on a colour that stays theirs. */
export function avatar(name, kind = "") {
  let sum = 0;
  for (const letter of name) sum = (sum * 48 + letter.codePointAt(0)) % 997;
  const initials = name.split(/[\s-]+/).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
  const content = kind === "bot" ? icon("robot") : initials;
  return el("div", { class: `avatar ${kind}`, "data-tone": String(sum % 6), "aria-hidden": "true" }, content);
}

function focusMark(node) {
  if (!node) return null;
  for (const name of ["data-action-id", "data-testid", "id"]) {
    const value = node.getAttribute(name);
    if (value) return `[${name}="${CSS.escape(value)}"]`;
  }
  return null;
}

function swap(old, fresh) {
  const inside = old.contains(document.activeElement) ? document.activeElement : null;
  const mark = focusMark(inside);
  old.replaceWith(fresh);
  if (!inside) return;
  const again = (mark && fresh.querySelector(mark)) || fresh;
  if (again === fresh) fresh.tabIndex = -1;
  again.focus({ preventScroll: true });
}

const drawn = new WeakMap();

/**
 * Bring the children of `parent` in line with `items`, touching only those that changed.
 * `key` names an item, `sign` says what it looks like, `draw` builds its element. Focus survives a redraw.
 */
export function keep(parent, items, { key, sign, draw }) {
  const before = new Map();
  for (const child of parent.children) before.set(drawn.get(child)?.key, child);
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const look = sign(item);
    let node = before.get(name);
    before.delete(name);
    if (!node) {
      node = draw(item);
      parent.insertBefore(node, place);
    } else {
      if (drawn.get(node).look !== look) {
        const fresh = draw(item);
        if (place === node) place = fresh;
        swap(node, fresh);
        node = fresh;
      }
      if (place === node) place = node.nextElementSibling;
      else parent.insertBefore(node, place);
    }
    drawn.set(node, { key: name, look });
  }
  for (const gone of before.values()) gone.remove();
}

/** Let a text field grow with its text, up to the height that the style sheet allows. */
export function growing(field) {
  const fit = () => {
    field.style.height = "auto";
    // A field that is not shown has no height to measure.
    if (field.scrollHeight) field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener("input", fit);
  return fit;
}
