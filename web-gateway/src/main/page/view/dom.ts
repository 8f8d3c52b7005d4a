/** The few things that every part of the page does to the document. */

/** An element that index.html has. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`index.html has no #${id}`);
  }
  return found;
}

/** Sets a text only if it differs: untouched nodes keep selection, and are not read out again. */
export function text(target: Element, value: string): void {
  if (target.textContent !== value) {
    target.textContent = value;
  }
}

/** A new element with a class and children. */
export function make(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") {
    element.className = className;
  }
  element.append(...children);
  return element;
}

/** A new button that submits nothing. */
export function makeButton(className: string, ...children: (Node | string)[]): HTMLButtonElement {
  const button = make("button", className, ...children) as HTMLButtonElement;
  button.type = "button";
  return button;
}

/** Whether a button can be pressed now. Not by `disabled`, which would take the focus away from who just pressed it. */
export function able(button: HTMLElement, is: boolean): void {
  button.setAttribute("aria-disabled", String(!is));
}

/** A press on what cannot be pressed now does nothing. Fields of the felt say so and take chips all the same. */
export function bindAble(): void {
  document.addEventListener(
    "click",
    (event) => {
      if ((event.target as Element).closest('button[aria-disabled="true"]:not(.field)') !== null) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true,
  );
}

/**
 * New content for a list. What is the same stays as it is; the focus stays on the same thing, which its
 * `data-key` names, or goes to its neighbour, or to the section if nothing is left.
 */
export function renew(list: Element, children: HTMLElement[]): void {
  const focused = list.contains(document.activeElement) ? (document.activeElement as HTMLElement) : undefined;
  const place = focused === undefined ? 0 : buttons(list).indexOf(focused);
  const old = [...list.children];
  const next = children.map((child) => {
    const same = old.findIndex((other) => other.isEqualNode(child));
    return same < 0 ? child : (old.splice(same, 1)[0] ?? child);
  });
  old.forEach((gone) => gone.remove());
  next.forEach((child, i) => {
    if (list.children[i] !== child) {
      list.insertBefore(child, list.children[i] ?? null);
    }
  });
  if (focused !== undefined && document.activeElement !== focused) {
    const left = buttons(list);
    refocus(focused, left[Math.min(place, left.length - 1)] ?? list);
  }
}

function buttons(list: Element): HTMLElement[] {
  return [...list.querySelectorAll("button")];
}

/** Puts the focus back on what had it, or on what is there in its stead, or near `otherwise`. */
export function refocus(had: HTMLElement, otherwise: Element): void {
  const key = had.dataset.key;
  const again = had.isConnected && had.checkVisibility() ? had : key === undefined ? null : document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  const near = otherwise.matches("button") && otherwise.checkVisibility() ? (otherwise as HTMLElement) : undefined;
  const target = again ?? near ?? otherwise.closest<HTMLElement>("section") ?? byId("round");
  if (target.matches("section")) {
    target.tabIndex = -1;
  }
  target.focus({ preventScroll: true });
}

/** A new SVG element with attributes. */
export function svg(tag: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  return element;
}
