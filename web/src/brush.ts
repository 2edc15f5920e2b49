// The brush: bars of incidents per week, and two ranges that choose from when until when.
// <div data-island="brush" data-source="/incidents/weeks.json?QUERY"></div>

interface Week {
  from: string; // its Monday; "" for all that lies before the weeks that are drawn
  n: number;
}

interface Answer {
  weeks: Week[];
  before?: number;
}

const SVG = "http://www.w3.org/2000/svg";
const DAY = 86_400_000;
const HEIGHT = 60;
const ENDS = ["since", "until"] as const;
const begun = new WeakSet<Element>();
let serial = 0;

class Brush {
  private weeks: Week[] = [];
  private readonly picture = document.createElementNS(SVG, "svg");
  private readonly ranges: [HTMLInputElement, HTMLInputElement];
  private readonly told = document.createElement("output");
  private readonly number = ++serial;
  private asked = "";

  constructor(private readonly root: HTMLElement) {
    this.ranges = [range(), range()];
    root.classList.add("brush");
    this.picture.setAttribute("preserveAspectRatio", "none");
    this.picture.setAttribute("aria-hidden", "true"); // the ranges and the words say the same
    const ends = document.createElement("div");
    ends.className = "brush-ends";
    ends.append(this.labelled("From week", 0), this.labelled("Until week", 1));
    this.told.setAttribute("aria-live", "polite");
    root.replaceChildren(this.picture, ends, this.told);
    this.ranges.forEach((one, at) => {
      one.addEventListener("input", () => this.moved(at));
      one.addEventListener("change", () => this.chosen());
    });
  }

  /** Fetch the bars of the page's query without its own interval, and show that interval on them. */
  async load(): Promise<void> {
    const [path = ""] = (this.root.dataset["source"] ?? "").split("?");
    const query = new URLSearchParams(location.search);
    const [since, until] = ENDS.map((name) => query.get(name) ?? "");
    for (const name of [...ENDS, "after", "page"]) query.delete(name);
    if (path + query !== this.asked) {
      this.asked = path + query;
      const answer = await fetch(query.size ? `${path}?${query}` : path);
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      const { weeks, before = 0 } = (await answer.json()) as Answer;
      this.weeks = before ? [{ from: "", n: before }, ...weeks] : weeks;
      this.draw();
    }
    const last = this.weeks.length - 1;
    this.root.hidden = last < 1; // one week can't be narrowed
    const found = (date: string): number => this.weeks.findLastIndex((week) => week.from <= date);
    this.ranges[0].value = String(since ? Math.max(0, found(since)) : 0);
    this.ranges[1].value = String(until ? Math.max(0, found(until)) : last);
    this.paint();
  }

  private labelled(words: string, at: 0 | 1): HTMLElement {
    const field = this.ranges[at];
    field.id = `brush-${this.number}-${at}`;
    const label = document.createElement("label");
    label.htmlFor = field.id;
    label.append(words, field);
    return label;
  }

  private draw(): void {
    const most = Math.max(1, ...this.weeks.map((week) => (week.from ? week.n : 0)));
    this.picture.setAttribute("viewBox", `0 0 ${Math.max(1, this.weeks.length)} ${HEIGHT}`);
    const bars = this.weeks.map((week, at) => {
      const high = week.n ? Math.max(2, Math.min(1, week.n / most) * HEIGHT) : 0;
      return rect(at + 0.08, HEIGHT - high, 0.84, high);
    });
    this.picture.replaceChildren(...bars);
    for (const field of this.ranges) field.max = String(Math.max(0, this.weeks.length - 1));
  }

  private ends(): [number, number] {
    return [Number(this.ranges[0].value), Number(this.ranges[1].value)];
  }

  /** Keep the ends in order: the one that moves pushes the other before it. */
  private moved(at: number): void {
    const [since, until] = this.ends();
    if (since > until) this.ranges[at === 0 ? 1 : 0].value = String(at === 0 ? since : until);
    this.paint();
  }

  private paint(): void {
    const [since, until] = this.ends();
    [...this.picture.children].forEach((bar, at) => {
      bar.setAttribute("class", at >= since && at <= until ? "bar" : "bar out");
    });
    const inside = this.weeks.slice(since, until + 1).reduce((sum, week) => sum + week.n, 0);
    const [from, to] = this.dates();
    for (const [at, date] of [from || "the beginning", to].entries()) {
      this.ranges[at as 0 | 1].setAttribute("aria-valuetext", date);
    }
    this.told.textContent = this.weeks.length
      ? `${from ? `${from} to ${to}` : `Until ${to}`}: ${inside} incident${inside === 1 ? "" : "s"} begun in these weeks`
      : "No dated incident.";
  }

  /** The first and the last day chosen; no first day where it begins before the weeks drawn. */
  private dates(): [string, string] {
    const [since, until] = this.ends();
    const week = this.weeks[until];
    const next = week?.from ? Date.parse(week.from) + 7 * DAY : Date.parse(this.weeks[1]?.from ?? "");
    const end = next ? new Date(next - DAY).toISOString().slice(0, 10) : "";
    return [this.weeks[since]?.from ?? "", end];
  }

  /** Write the interval into the filter form and send it; without a form, go to the address. */
  private chosen(): void {
    const dates = this.dates();
    const whole = this.ends()[0] === 0 && this.ends()[1] === this.weeks.length - 1;
    const field = document.querySelector<HTMLInputElement>("form [name=since]");
    const form = field?.form;
    if (form) {
      ENDS.forEach((name, at) => {
        const one = form.elements.namedItem(name);
        if (one instanceof HTMLInputElement) one.value = whole ? "" : (dates[at] ?? "");
      });
      form.requestSubmit();
      return;
    }
    const query = new URLSearchParams(location.search);
    ENDS.forEach((name, at) => (whole ? query.delete(name) : query.set(name, dates[at] ?? "")));
    location.search = query.toString();
  }
}

function range(): HTMLInputElement {
  const made = document.createElement("input");
  made.type = "range";
  made.min = "0";
  made.step = "1";
  return made;
}

function rect(x: number, y: number, width: number, height: number): SVGRectElement {
  const made = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ x, y, width, height })) {
    made.setAttribute(name, value.toFixed(3));
  }
  return made;
}

const brushes: [HTMLElement, Brush][] = [];

function refresh(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-island="brush"]')) {
    if (!begun.has(root)) {
      begun.add(root);
      brushes.push([root, new Brush(root)]);
    }
  }
  for (const [root, brush] of brushes) {
    if (root.isConnected) {
      brush.load().catch((error: unknown) => {
        root.textContent = `The weeks could not be read: ${String(error)}`;
      });
    }
  }
}

document.addEventListener("htmx:afterSwap", refresh);
refresh();
