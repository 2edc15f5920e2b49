// How a place is drawn: colour and letter by family of types, shape by status, size by sources.

export interface Place {
  key: string;
  name: string;
  lat: number;
  lon: number;
  precision: string;
  radius_km: number | null;
  country: string | null;
  n: number;
  by_type: Record<string, number>;
  by_status: Record<string, number>;
  sources: number;
  first: string | null;
  last: string | null;
  /** The query that lists what lies here, where the server says it. */
  query?: string;
}

export interface Family {
  colour: string;
  letter: string;
  words: string;
  types: string[];
}

export type Shape = "filled" | "ring" | "dashed" | "struck";

/** Colours are names in palette.css; the letter says the same to who can't tell the colours. */
export const FAMILIES: Family[] = [
  { colour: "assault", letter: "A", words: "assault", types: ["ASSAULT"] },
  { colour: "coerce", letter: "C", words: "coercion", types: ["COERCE"] },
  { colour: "protest", letter: "P", words: "protest", types: ["PROTEST"] },
  { colour: "mobilize", letter: "M", words: "mobilisation", types: ["MOBILIZE"] },
  {
    colour: "dispute",
    letter: "D",
    words: "dispute: accuse, reject, request, sanction, threaten",
    types: ["ACCUSE", "REJECT", "REQUEST", "SANCTION", "THREATEN"],
  },
  {
    colour: "accord",
    letter: "+",
    words: "accord: agree, aid, concede, consult, cooperate, retreat, support",
    types: ["AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"],
  },
];

export const SHAPES: { shape: Shape; words: string }[] = [
  { shape: "filled", words: "actual" },
  { shape: "ring", words: "attempted only" },
  { shape: "dashed", words: "threatened, planned or hypothetical only" },
  { shape: "struck", words: "denied only" },
];

/** A place known only to an area of this kind is drawn as the area, never as a dot. */
const AREAS = new Set(["district", "province", "country", "region"]);

export function isArea(place: Place): boolean {
  return AREAS.has(place.precision);
}

/** The family that most of a place's incidents belong to. */
export function familyOf(place: Place): Family {
  const count = (family: Family): number =>
    family.types.reduce((sum, type) => sum + (place.by_type[type] ?? 0), 0);
  return FAMILIES.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** The shape of the surest status at a place: one actual incident fills the symbol. */
export function shapeOf(place: Place): Shape {
  const has = (status: string): boolean => (place.by_status[status] ?? 0) > 0;
  if (has("actual")) return "filled";
  if (has("attempted")) return "ring";
  if (has("planned") || has("threatened") || has("hypothetical")) return "dashed";
  return has("denied") ? "struck" : "filled";
}

/** Pixels: the area of a bubble grows with the number of independent sources. */
export function radiusOf(sources: number): number {
  return Math.min(26, 6 + 2.2 * Math.sqrt(Math.max(0, sources - 1)));
}

export interface Ink {
  fill: string;
  outline: string;
  letter: string;
  focus: string;
}

/** Read the colours of the scheme in force. */
export function ink(family: Family): Ink {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    fill: colour(family.colour),
    outline: colour("outline"),
    letter: colour("on-type"),
    focus: colour("focus"),
  };
}

/** Draw a bubble around a point. */
export function drawBubble(
  ctx: CanvasRenderingContext2D,
  at: { x: number; y: number },
  radius: number,
  shape: Shape,
  colours: Ink,
  letter: string,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  if (shape === "filled") {
    ctx.fillStyle = colours.fill;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = colours.outline;
    ctx.stroke();
  } else {
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.fill;
    if (shape === "dashed") ctx.setLineDash([4, 3]);
    ctx.stroke();
    ctx.setLineDash([]);
    if (shape === "struck") {
      const leg = radius * Math.SQRT1_2;
      ctx.beginPath();
      ctx.moveTo(at.x - leg, at.y + leg);
      ctx.lineTo(at.x + leg, at.y - leg);
      ctx.stroke();
    }
  }
  if (radius >= 6) {
    ctx.fillStyle = shape === "filled" ? colours.letter : colours.fill;
    ctx.font = `600 ${Math.round(Math.min(14, radius * 1.3))}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(letter, at.x, at.y + 0.5);
  }
  ctx.restore();
}

/** Draw an area whose place inside is unknown: hatched, with its letter in the middle. */
export function drawArea(
  ctx: CanvasRenderingContext2D,
  at: { x: number; y: number },
  radius: number,
  shape: Shape,
  colours: Ink,
  letter: string,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  ctx.strokeStyle = colours.fill;
  ctx.lineWidth = 1.5;
  if (shape !== "filled") ctx.setLineDash(shape === "ring" ? [] : [4, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.clip();
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 1;
  ctx.beginPath();
  // A circle of the whole screen needs no line outside of it.
  const reach = Math.min(radius, 4000);
  for (let x = -2 * reach; x <= 2 * reach; x += 9) {
    ctx.moveTo(at.x + x - reach, at.y + reach);
    ctx.lineTo(at.x + x + reach, at.y - reach);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.restore();
  drawBubble(ctx, at, 9, shape === "filled" ? "ring" : shape, colours, letter);
}
