// What the map says in words: popup, list and summary. Text goes in as text, never as HTML.
import type { Place } from "./symbols";
import { isArea } from "./symbols";

const MOST = 500; // rows of the list; the incidents' own list holds the rest

/** The address of the list of incidents at a place, within the page's other filters. */
export function addressOf(place: Place): string {
  const query = new URLSearchParams(location.search);
  for (const name of ["after", "page"]) query.delete(name);
  if (place.query) {
    for (const [name, value] of new URLSearchParams(place.query)) query.set(name, value);
  } else {
    query.set("near", `${place.lat},${place.lon},${Math.max(1, place.radius_km ?? 1)}`);
  }
  return `/incidents?${query}`;
}

/** Say how exactly a place is known. */
export function precisionOf(place: Place): string {
  const radius = place.radius_km;
  if (isArea(place)) {
    const within = radius ? `, somewhere within about ${Math.round(radius)} km` : "";
    return `known only to the ${place.precision}${within}`;
  }
  return `${place.precision} known${radius ? `, within about ${Math.round(radius)} km` : ""}`;
}

function counts(values: Record<string, number>): string {
  return Object.entries(values)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, n]) => `${n} ${name}`)
    .join(", ");
}

function plural(n: number, word: string): string {
  return `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
}

/** Say how many incidents there are; of several the sources are those of the best supported one. */
export function supportOf(place: Place): string {
  const most = place.n === 1 ? "" : "the best supported by ";
  return `${plural(place.n, "incident")}, ${most}${plural(place.sources, "independent source")}`;
}

export function popupOf(place: Place): HTMLElement {
  const made = document.createElement("div");
  const title = document.createElement("p");
  const name = document.createElement("strong");
  name.textContent = place.name;
  title.append(name, place.country ? ` (${place.country})` : "");
  made.append(title);
  const when = place.first && `${place.first}${place.last === place.first ? "" : ` to ${place.last}`}`;
  for (const line of [
    precisionOf(place),
    supportOf(place),
    counts(place.by_type),
    counts(place.by_status),
    when,
  ]) {
    if (!line) continue;
    const one = document.createElement("p");
    one.textContent = line;
    made.append(one);
  }
  const link = document.createElement("a");
  link.href = addressOf(place);
  link.textContent = place.n === 1 ? "Show the incident" : `Show these ${place.n} incidents`;
  made.append(link);
  return made;
}

/** Fill the list of places, most incidents first: what the map shows, without a map. */
export function listOf(
  made: HTMLDetailsElement,
  places: Place[],
  open: (place: Place) => void,
): void {
  const head = document.createElement("summary");
  head.textContent = `The same as a list: ${plural(places.length, "place")}`;
  const box = document.createElement("div");
  box.className = "map-places wide";
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Places on the map");
  const table = document.createElement("table");
  const names = table.createTHead().insertRow();
  for (const word of ["Place", "Incidents", "Most sources", "Type", "Status", "Known to"]) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = word;
    names.append(cell);
  }
  const body = table.createTBody();
  for (const place of places.toSorted((a, b) => b.n - a.n).slice(0, MOST)) {
    const row = body.insertRow();
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = place.name;
    button.addEventListener("click", () => open(place));
    row.insertCell().append(button);
    const { n, sources, by_type, by_status, precision } = place;
    for (const value of [n, sources, counts(by_type), counts(by_status), precision]) {
      row.insertCell().textContent = String(value);
    }
  }
  box.append(table);
  const was = made.open;
  made.replaceChildren(head, box);
  made.open = was;
}

export function summary(places: Place[], without: number, truncated: boolean): string {
  const n = places.reduce((sum, place) => sum + place.n, 0);
  const parts = [`${plural(n, "incident")} at ${plural(places.length, "place")}`];
  if (without) parts.push(`${plural(without, "incident")} without a position, not on the map`);
  if (truncated) parts.push("only the places with most incidents are drawn");
  return `${parts.join("; ")}.`;
}
