import { svg } from "./dom";

// Pips on a grid of three by three, left to right, top to bottom.
const PIPS: Record<number, number[]> = {
  1: [4],
  2: [2, 6],
  3: [2, 4, 6],
  4: [0, 2, 6, 8],
  5: [0, 2, 4, 6, 8],
  6: [0, 2, 3, 5, 6, 8],
};

/** A die that shows a face; without one, a blank die. */
export function die(face: number | undefined): SVGElement {
  const drawn = svg("svg", { viewBox: "0 0 60 60", class: "die", "aria-hidden": "true" });
  drawn.append(svg("rect", { x: 2, y: 2, width: 56, height: 56, rx: 12 }));
  for (const pip of face === undefined ? [] : (PIPS[face] ?? [])) {
    drawn.append(
      svg("circle", { cx: 15 + 15 * (pip % 3), cy: 15 + 15 * Math.floor(pip / 3), r: 5.5 }),
    );
  }
  return drawn;
}
