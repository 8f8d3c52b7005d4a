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

/** A new SVG element with attributes. */
export function svg(tag: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  return element;
}
