/**
 * One stop of the Tab key for a whole group of buttons; arrows, Home and End go about in it, as in a toolbar of
 * WAI-ARIA. With a stop for every field of the felt the chips below it would be a hundred presses away.
 */
export function rove(group: HTMLElement): void {
  const buttons = [...group.querySelectorAll<HTMLElement>("button")];
  group.setAttribute("role", "toolbar");
  const stop = (at: Element | undefined) => buttons.forEach((one) => (one.tabIndex = one === at ? 0 : -1));
  stop(buttons[0]);
  group.addEventListener("focusin", ({ target }) => {
    if (buttons.includes(target as HTMLElement)) {
      stop(target as Element);
    }
  });
  group.addEventListener("keydown", (event) => {
    const from = buttons.indexOf(event.target as HTMLElement);
    const to = from < 0 || event.altKey || event.ctrlKey || event.metaKey ? undefined : wanted(event.key, buttons, from);
    if (to !== undefined) {
      event.preventDefault(); // The page does not scroll as well.
      to.focus();
    }
  });
}

function wanted(key: string, buttons: HTMLElement[], from: number): HTMLElement | undefined {
  switch (key) {
    case "ArrowRight":
      return buttons[from + 1];
    case "ArrowLeft":
      return buttons[from - 1];
    case "ArrowDown":
      return beyond(buttons, from, 1);
    case "ArrowUp":
      return beyond(buttons, from, -1);
    case "Home":
      return buttons[0];
    case "End":
      return buttons.at(-1);
    default:
      return undefined;
  }
}

/** The nearest button of the next row below (1) or above (-1). */
function beyond(buttons: HTMLElement[], from: number, way: 1 | -1): HTMLElement | undefined {
  const here = middle(buttons[from]);
  const ranked = buttons
    .map((button) => ({ button, at: middle(button) }))
    .filter(({ at }) => (at.y - here.y) * way > 4)
    .sort((a, b) => (Math.abs(a.at.y - b.at.y) > 4 ? (a.at.y - b.at.y) * way : Math.abs(a.at.x - here.x) - Math.abs(b.at.x - here.x)));
  return ranked[0]?.button;
}

function middle(button: HTMLElement | undefined): { x: number; y: number } {
  const box = button?.getBoundingClientRect();
  return { x: ((box?.left ?? 0) + (box?.right ?? 0)) / 2, y: ((box?.top ?? 0) + (box?.bottom ?? 0)) / 2 };
}
