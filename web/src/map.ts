// The map: Leaflet on canvas over Natural Earth, one symbol per place, nothing fetched from outside.
// <div data-island="map" data-source="/incidents/map.json?QUERY" data-base="/static/world.json">
import L from "leaflet";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { legend } from "./legend";
import { PlaceLayer, area } from "./layers";
import { listOf, popupOf, summary, supportOf } from "./words";
import type { Place } from "./symbols";
import { isArea } from "./symbols";

interface Answer {
  places: Place[];
  without_position: number;
  truncated: boolean;
}

type World = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Country = Feature<Geometry, { name: string }>;

const NOTE = "Boundaries: Natural Earth; no position on any border.";
const NAMES = 40; // labels at once: more would only hide each other
const FARTHEST = 8; // the base map is drawn for no closer view
const OWN = new Set(["page", "after"]); // what the list's pages add to the query

class IncidentMap {
  private readonly map: L.Map;
  private readonly canvas = L.canvas({ padding: 0.3, tolerance: 6 });
  private readonly land: L.LayerGroup = L.layerGroup();
  private readonly names: L.LayerGroup = L.layerGroup();
  private readonly layers = new Map<string, PlaceLayer>();
  private readonly note = document.createElement("p");
  private readonly list = document.createElement("details");
  private countries: Country[] = [];
  private places: Place[] = [];
  private asked: string | null = null;

  constructor(private readonly root: HTMLElement) {
    const box = document.createElement("div");
    box.className = "map-canvas";
    this.note.className = "map-note";
    this.note.setAttribute("role", "status");
    const boundaries = document.createElement("p");
    boundaries.className = "map-note";
    boundaries.textContent = NOTE;
    root.replaceChildren(box, boundaries, legend([]), this.note, this.list);
    this.map = L.map(box, {
      renderer: this.canvas,
      preferCanvas: true,
      maxZoom: FARTHEST,
      minZoom: 1,
      worldCopyJump: true,
      zoomSnap: 0.5,
      attributionControl: false,
    });
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Map of incidents; the same places stand in a list below it");
    this.pane("land", 250, true);
    this.pane("countries", 420, true);
    this.pane("names", 650, false);
    L.control.scale({ imperial: false }).addTo(this.map);
    this.land.addTo(this.map);
    this.names.addTo(this.map);
    this.map.setView([25, 40], 3);
    this.map.on("zoomend moveend", () => this.label());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.map.closePopup();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  }

  async start(): Promise<void> {
    const base = this.root.dataset["base"] ?? "/static/world.json";
    const world = (await asked(base)) as World;
    const found = feature(world, world.objects.countries) as FeatureCollection<
      Geometry,
      { name: string }
    >;
    this.countries = found.features;
    this.drawLand();
    await this.load();
  }

  /** Fetch the places of the page's query, unless they are those on the map. */
  async load(): Promise<void> {
    const [path = "", given = ""] = (this.root.dataset["source"] ?? "").split("?");
    const query = new URLSearchParams(this.root.dataset["fixed"] ? given : location.search);
    for (const name of OWN) query.delete(name);
    const address = query.size ? `${path}?${query}` : path;
    if (address === this.asked) return;
    this.asked = address;
    const answer = (await asked(address)) as Answer;
    if (this.asked !== address) return; // a later question overtook this one
    this.show(answer);
  }

  private show(answer: Answer): void {
    for (const layer of this.layers.values()) layer.remove();
    this.layers.clear();
    this.map.closePopup();
    // Large symbols first, so that small ones lie above them and can be reached.
    const size = (place: Place): number => (isArea(place) ? 1e6 + (place.radius_km ?? 0) : place.sources);
    this.places = answer.places.toSorted((a, b) => size(b) - size(a));
    for (const place of this.places) {
      const layer = new PlaceLayer(place, this.canvas);
      layer.bindPopup(() => popupOf(place), { minWidth: 200 });
      layer.addTo(this.map);
      this.layers.set(place.key, layer);
    }
    this.note.textContent = summary(answer.places, answer.without_position, answer.truncated);
    listOf(this.list, answer.places, (place) => this.open(place));
    this.explain();
    this.fit();
    this.label();
  }

  private fit(): void {
    const points = this.places.map((place) => L.latLng(place.lat, place.lon));
    if (points.length) {
      this.map.fitBounds(L.latLngBounds(points).pad(0.15), { maxZoom: 6, animate: false });
    }
  }

  /** Bring a place into view and say what is known of it; the popup takes the focus. */
  private open(place: Place): void {
    const layer = this.layers.get(place.key);
    if (!layer) return;
    const from = document.activeElement;
    if (!this.map.getBounds().contains(layer.getLatLng())) {
      this.map.setView(layer.getLatLng(), Math.max(5, this.map.getZoom()), { animate: false });
    }
    layer.openPopup();
    const popup = layer.getPopup()?.getElement();
    popup?.querySelector<HTMLElement>("a[href]:not(.leaflet-popup-close-button)")?.focus();
    layer.once("popupclose", () => (from as HTMLElement | null)?.focus?.());
  }

  private drawLand(): void {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    this.land.clearLayers();
    const look: L.PathOptions = {
      fillColor: colour("land"),
      fillOpacity: 1,
      color: colour("border"),
      weight: 0.8,
      interactive: false,
    };
    const renderer = L.canvas({ pane: "land", padding: 0.3 });
    L.geoJSON(this.countries, {
      style: look,
      interactive: false,
      ...({ renderer, smoothFactor: 1.2 } as object),
    }).addTo(this.land);
  }

  private redraw(): void {
    this.drawLand();
    for (const layer of this.layers.values()) layer.redraw();
    this.explain();
  }

  private explain(): void {
    this.root.querySelector(".map-legend")?.replaceWith(legend(this.places));
  }

  /** Name the places with most incidents in view, none across another; names are buttons. */
  private label(): void {
    const focused = document.activeElement?.getAttribute("data-place");
    this.names.clearLayers();
    const view = this.map.getBounds();
    const taken: L.Bounds[] = [];
    const seen = this.places.filter((place) => view.contains([place.lat, place.lon]));
    for (const place of seen.toSorted((a, b) => b.n - a.n)) {
      if (taken.length >= NAMES) break;
      const layer = this.layers.get(place.key)!;
      const gap = isArea(place) ? 10 : layer.pixels() + 2;
      const at = this.map.latLngToContainerPoint([place.lat, place.lon]);
      const box = L.bounds(at.add([gap, -9]), at.add([gap + 12 + 7.2 * place.name.length, 9]));
      const own = L.bounds(at.subtract([gap, gap]), at.add([gap, gap]));
      if (taken.some((one) => one.overlaps(box))) continue;
      taken.push(box, own);
      this.names.addLayer(this.nameOf(place, gap));
    }
    this.labelCountries(taken);
    if (focused) this.root.querySelector<HTMLElement>(`[data-place="${CSS.escape(focused)}"]`)?.focus();
  }

  private nameOf(place: Place, gap: number): L.Marker {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = place.name;
    button.dataset["place"] = place.key;
    button.setAttribute("aria-label", `${place.name}: ${supportOf(place)}`);
    const layer = this.layers.get(place.key)!;
    button.addEventListener("focus", () => layer.point(true));
    button.addEventListener("blur", () => layer.point(false));
    L.DomEvent.on(button, "click", (event) => {
      L.DomEvent.stop(event);
      this.open(place);
    });
    const icon = L.divIcon({ className: "map-name", html: button, iconSize: [0, 0], iconAnchor: [-gap, 0] });
    return L.marker([place.lat, place.lon], { icon, pane: "names", keyboard: false });
  }

  private labelCountries(taken: L.Bounds[]): void {
    const view = this.map.getBounds();
    for (const country of this.countries) {
      const box = area(country);
      if (!box || !view.contains(box.getCenter())) continue;
      const [west, east] = [box.getSouthWest(), box.getSouthEast()].map((corner) =>
        this.map.latLngToContainerPoint(corner),
      ) as [L.Point, L.Point];
      const name = country.properties.name;
      const half = name.length * 4.6;
      const at = this.map.latLngToContainerPoint(box.getCenter());
      const own = L.bounds(at.subtract([half, 8]), at.add([half, 8]));
      if (east.x - west.x < half * 2.2 || taken.some((one) => one.overlaps(own))) continue;
      taken.push(own);
      const words = document.createElement("span");
      words.textContent = name;
      const icon = L.divIcon({ className: "map-country", html: words, iconSize: [0, 0] });
      const options = { icon, pane: "countries", keyboard: false, interactive: false };
      this.names.addLayer(L.marker(box.getCenter(), options));
    }
  }

  private pane(name: string, level: number, still: boolean): void {
    const made = this.map.createPane(name);
    made.style.zIndex = String(level);
    if (still) made.style.pointerEvents = "none";
  }
}

async function asked(address: string): Promise<unknown> {
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}

const maps = new Map<HTMLElement, IncidentMap>();

function refresh(): void {
  for (const root of maps.keys()) if (!root.isConnected) maps.delete(root);
  for (const root of document.querySelectorAll<HTMLElement>('[data-island="map"]')) {
    const known = maps.get(root);
    const map = known ?? new IncidentMap(root);
    maps.set(root, map);
    (known ? map.load() : map.start()).catch((error: unknown) => {
      const words = document.createElement("p");
      words.className = "error";
      words.textContent = `The map could not be drawn: ${String(error)}. The list holds the same.`;
      root.prepend(words);
    });
  }
}

document.addEventListener("htmx:afterSwap", refresh);
refresh();
