// The legend: the same drawing as on the map, with the words beside it.
import type { Ink, Place, Shape } from "./symbols";
import {
  FAMILIES,
  SHAPES,
  drawArea,
  drawBubble,
  familyOf,
  ink,
  isArea,
  radiusOf,
  shapeOf,
} from "./symbols";

const SIDE = 26;

/** Make the legend of these places in the colours of the scheme in force. */
export function legend(places: Place[]): HTMLElement {
  const made = document.createElement("ul");
  made.className = "map-legend";
  made.setAttribute("aria-label", "Legend");
  const families = new Set(places.map(familyOf));
  for (const family of FAMILIES.filter((one) => families.has(one))) {
    made.append(entry(family.words, ink(family), "filled", family.letter));
  }
  const plain = ink(FAMILIES[0]!);
  const shapes = new Set(places.map(shapeOf));
  for (const { shape, words } of SHAPES) {
    if (shapes.has(shape)) made.append(entry(words, plain, shape, ""));
  }
  if (places.some(isArea)) made.append(entry("known only to this area", plain, "filled", "", true));
  const sizes = document.createElement("li");
  sizes.textContent = "Size: independent sources of the best supported incident";
  for (const count of [1, 5, 20]) {
    const radius = radiusOf(count);
    sizes.append(picture(2 * radius + 4, (ctx, at) => drawBubble(ctx, at, radius, "ring", plain, "")));
    sizes.append(String(count));
  }
  made.append(sizes);
  return made;
}

function entry(
  words: string,
  colours: Ink,
  shape: Shape,
  letter: string,
  hatched = false,
): HTMLElement {
  const made = document.createElement("li");
  const draw = hatched ? drawArea : drawBubble;
  made.append(picture(SIDE, (ctx, at) => draw(ctx, at, 10, shape, colours, letter)), words);
  return made;
}

function picture(
  side: number,
  draw: (ctx: CanvasRenderingContext2D, at: { x: number; y: number }) => void,
): HTMLCanvasElement {
  const made = document.createElement("canvas");
  const sharp = Math.max(1, Math.round(devicePixelRatio));
  made.width = made.height = Math.ceil(side) * sharp;
  made.style.width = made.style.height = `${Math.ceil(side)}px`;
  made.setAttribute("aria-hidden", "true");
  const ctx = made.getContext("2d");
  if (ctx) {
    ctx.scale(sharp, sharp);
    draw(ctx, { x: side / 2, y: side / 2 });
  }
  return made;
}
