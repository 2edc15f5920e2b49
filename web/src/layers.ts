// What lies on the map: symbols on Leaflet's canvas, and the middle of a country.
import L from "leaflet";
import type { Feature, Geometry, Position } from "geojson";
import type { Place } from "./symbols";
import { drawArea, drawBubble, familyOf, ink, isArea, radiusOf, shapeOf } from "./symbols";

const EARTH = 40_075_016.7; // metres around the equator
const SMALLEST_AREA = 12; // pixels: an area seen from far away is still an area

/** What of Leaflet's canvas a symbol needs; its typings leave it out. */
interface Canvas extends L.Canvas {
  _ctx: CanvasRenderingContext2D;
  _drawing: boolean;
  _bounds: L.Bounds;
}

/** A place on the map: a bubble of the size of its sources, or an area of its radius. */
export class PlaceLayer extends L.CircleMarker {
  private pointed = false;
  private readonly area: boolean;

  constructor(
    private readonly place: Place,
    canvas: L.Canvas,
  ) {
    super([place.lat, place.lon], { renderer: canvas, radius: radiusOf(place.sources), weight: 3 });
    this.area = isArea(place);
  }

  /** Ring the symbol, while its name has the focus. */
  point(on: boolean): void {
    this.pointed = on;
    this.redraw();
  }

  /** Its radius on the screen, in pixels. */
  pixels(): number {
    if (!this.area) return radiusOf(this.place.sources);
    const map = (this as unknown as { _map?: L.Map })._map;
    if (!map) return SMALLEST_AREA;
    const metres = (this.place.radius_km ?? 1) * 1000;
    const around = EARTH * Math.cos((this.place.lat * Math.PI) / 180);
    const pixels = (metres / around) * 256 * 2 ** map.getZoom();
    return Math.max(SMALLEST_AREA, pixels);
  }

  /** Leaflet asks for the extent before it draws; of an area only the middle answers to a click. */
  _updateBounds(): void {
    const self = this as unknown as { _radius: number; _point: L.Point; _pxBounds: L.Bounds };
    const reach = this.pixels() + 6;
    self._radius = this.area ? SMALLEST_AREA : radiusOf(this.place.sources);
    self._pxBounds = L.bounds(
      self._point.subtract([reach, reach]),
      self._point.add([reach, reach]),
    );
  }

  _updatePath(): void {
    const { _renderer: canvas, _point: at } = this as unknown as {
      _renderer: Canvas;
      _point: L.Point;
    };
    if (!canvas._drawing) return;
    const self = this as unknown as { _pxBounds: L.Bounds };
    if (canvas._bounds && !self._pxBounds.intersects(canvas._bounds)) return;
    const family = familyOf(this.place);
    const colours = ink(family);
    const draw = this.area ? drawArea : drawBubble;
    draw(canvas._ctx, at, this.pixels(), shapeOf(this.place), colours, family.letter);
    if (this.pointed) {
      const ctx = canvas._ctx;
      ctx.beginPath();
      ctx.arc(at.x, at.y, (this.area ? SMALLEST_AREA : this.pixels()) + 4, 0, 2 * Math.PI);
      ctx.lineWidth = 3;
      ctx.strokeStyle = colours.focus;
      ctx.stroke();
    }
  }
}

/** The box around the largest piece of a country, where its name stands. */
export function area(country: Feature<Geometry>): L.LatLngBounds | null {
  const known = boxes.get(country);
  if (known !== undefined) return known;
  const pieces: Position[][] =
    country.geometry.type === "Polygon"
      ? [country.geometry.coordinates[0] ?? []]
      : country.geometry.type === "MultiPolygon"
        ? country.geometry.coordinates.map((rings) => rings[0] ?? [])
        : [];
  let best: L.LatLngBounds | null = null;
  let most = 0;
  for (const ring of pieces) {
    const box = L.latLngBounds(ring.map(([lon, lat]) => [lat ?? 0, lon ?? 0]));
    const size = (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth());
    if (size > most) [best, most] = [box, size];
  }
  boxes.set(country, best);
  return best;
}

const boxes = new WeakMap<Feature<Geometry>, L.LatLngBounds | null>();
