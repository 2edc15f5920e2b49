// The evidence reader: a field lights its words, words show what rests on them, both by keyboard.
// <article data-island="reader"> holds <mark class="s" id="s12-19" data-of="EVENT:field ..."> in the
// text and <... data-spans="s12-19 ..."> beside it. A span in several pieces repeats `data-of`;
// its pieces carry the id as `data-span`, the first as `id`. The address's #s12-19 names a span.

const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

class Reader {
  private readonly marks: HTMLElement[];
  private readonly fields: HTMLElement[];
  private readonly said = document.createElement("p");
  private readonly marksBySpan: Map<string, HTMLElement[]>;
  private readonly fieldsBySpan: Map<string, HTMLElement[]>;
  private pinned: Element | null = null;
  private lit: Element[] = [];

  constructor(root: HTMLElement) {
    this.marks = [...root.querySelectorAll<HTMLElement>("mark.s, [data-text] .s")];
    this.fields = [...root.querySelectorAll<HTMLElement>("[data-spans]")];
    this.marksBySpan = grouped(this.marks, names);
    this.fieldsBySpan = grouped(this.fields, ids);
    this.said.className = "reader-said";
    this.said.setAttribute("role", "status");
    const text = this.marks[0]?.closest("[data-text], .text") ?? root;
    text.after(this.said);
    for (const field of this.fields) this.prepareField(field);
    const resting = this.marks.filter((mark) => this.restingOn(mark).length);
    resting.forEach((mark, at) => this.prepareMark(mark, at === 0));
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("mouseleave", () => this.light(this.pinned));
  }

  private prepareField(field: HTMLElement): void {
    const inner = field.matches(FOCUSABLE) || field.querySelector(FOCUSABLE);
    if (!inner) {
      field.tabIndex = 0;
      if (!field.hasAttribute("role") && field.matches("span, div")) {
        field.setAttribute("role", "group");
      }
    }
    field.addEventListener("mouseenter", () => this.light(field));
    field.addEventListener("mouseleave", () => this.light(this.pinned));
    field.addEventListener("focusin", (event) => {
      event.stopPropagation();
      this.light(field);
    });
    field.addEventListener("click", (event) => {
      if ((event.target as Element).closest("a, button, summary, input, select, label")) return;
      event.stopPropagation();
      this.pin(field);
    });
  }

  // The words are one stop for Tab; arrows go from one to the next, so a long text is no trap.
  private prepareMark(mark: HTMLElement, first: boolean): void {
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-pressed", "false");
    mark.tabIndex = first ? 0 : -1;
    mark.addEventListener("mouseenter", () => this.light(mark));
    mark.addEventListener("mouseleave", () => this.light(this.pinned));
    mark.addEventListener("focus", () => this.light(mark));
    mark.addEventListener("click", (event) => {
      event.stopPropagation();
      this.pin(mark);
    });
  }

  /** The words that a field rests on. */
  private wordsOf(field: Element): HTMLElement[] {
    return unique(ids(field), this.marksBySpan);
  }

  /** The fields that rest on these words. */
  private restingOn(mark: Element): HTMLElement[] {
    return unique(names(mark), this.fieldsBySpan);
  }

  private light(what: Element | null): void {
    for (const one of this.lit) one.classList.remove("lit");
    this.lit = what ? [what, ...this.others(what)] : [];
    for (const one of this.lit) one.classList.add("lit");
  }

  private others(what: Element): HTMLElement[] {
    return what.hasAttribute("data-spans") ? this.wordsOf(what) : this.restingOn(what);
  }

  /** Keep one thing lit, bring its other side into view and say what belongs together. */
  private pin(what: Element | null): void {
    if (what === this.pinned) what = null;
    this.pinned?.classList.remove("pinned");
    this.pinned?.setAttribute("aria-pressed", "false");
    this.pinned = what;
    what?.classList.add("pinned");
    if (what?.matches('[role="button"]')) what.setAttribute("aria-pressed", "true");
    this.light(what);
    const isField = what?.hasAttribute("data-spans") ?? false;
    const others = what ? this.others(what) : [];
    others[0]?.scrollIntoView({ block: "nearest" });
    this.said.textContent = what ? told(isField, what, others) : "";
    const span = isField ? names(others[0] ?? what!)[0] : what && names(what)[0];
    const bare = location.pathname + location.search;
    history.replaceState(history.state, "", span ? `${bare}#${span}` : bare);
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.key === "Escape" && this.pinned) {
      this.pin(this.pinned);
      return;
    }
    const pins = event.key === "Enter" || event.key === " ";
    if (pins && (target.matches('.s[role="button"]') || target.matches("[data-spans]"))) {
      if (target.matches("a, button, summary")) return;
      event.preventDefault();
      this.pin(target);
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && target.matches('.s[role="button"]')) {
      event.preventDefault();
      this.walk(target, step);
    }
  }

  private walk(from: HTMLElement, step: number): void {
    const stops = this.marks.filter((mark) => mark.matches('[role="button"]'));
    const next = stops[stops.indexOf(from) + step];
    if (!next) return;
    from.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  /** Light what the address names: a span, or a field by its id. */
  showHash(): void {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    const found =
      this.marks.find((mark) => names(mark).includes(id)) ??
      this.fields.find((field) => field.id === id);
    if (found && found !== this.pinned) {
      this.pin(found);
      found.scrollIntoView({ block: "center" });
    }
  }
}

/** The ids of the spans that a field rests on. */
function ids(field: Element): string[] {
  return (field.getAttribute("data-spans") ?? "").split(/\s+/).filter(Boolean);
}

function grouped(
  all: HTMLElement[],
  keys: (one: Element) => string[],
): Map<string, HTMLElement[]> {
  const made = new Map<string, HTMLElement[]>();
  for (const one of all) {
    for (const key of keys(one)) made.set(key, [...(made.get(key) ?? []), one]);
  }
  return made;
}

function unique(keys: string[], groups: Map<string, HTMLElement[]>): HTMLElement[] {
  return [...new Set(keys.flatMap((key) => groups.get(key) ?? []))];
}

/** The ids of the spans that a piece of text belongs to. */
function names(mark: Element): string[] {
  const more = mark.getAttribute("data-span")?.split(/\s+/) ?? [];
  return mark.id ? [mark.id, ...more] : more;
}

function told(isField: boolean, what: Element, others: Element[]): string {
  if (isField) {
    const words = others.map((mark) => `“${mark.textContent?.trim()}”`).join(" … ");
    return words ? `Rests on ${words}` : "Rests on no words of this text: it was inferred.";
  }
  const labels = others.map((field) => label(field)).filter(Boolean);
  const few = labels.slice(0, 6).join("; ");
  const more = labels.length > 6 ? `; and ${labels.length - 6} more` : "";
  return `On “${what.textContent?.trim()}” rest: ${few}${more}`;
}

function label(field: Element): string {
  const own = field.getAttribute("data-label");
  const term = field.matches("dd") ? field.previousElementSibling?.textContent : "";
  const value = (own ?? field.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 80);
  return term && !own ? `${term.trim()}: ${value}` : value;
}

const begun = new WeakSet<Element>();

function refresh(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-island="reader"]')) {
    if (begun.has(root)) continue;
    begun.add(root);
    const reader = new Reader(root);
    reader.showHash();
    addEventListener("hashchange", () => reader.showHash());
  }
}

document.addEventListener("htmx:afterSwap", refresh);
refresh();
