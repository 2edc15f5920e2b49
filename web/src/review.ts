// Review by keyboard: single letters press the buttons that bear them, digits choose candidates,
// and words chosen in the text become the start and end of a span.
// <form data-island="review"> with <button data-key="a">, <input type="radio" data-candidate> and
// <fieldset data-span-edit> around <input data-part="start|end|text"> and <button data-choose>; the
// text is <... data-text data-offset="FIRST">. What is no text of the document is data-note.
import { Words } from "./choose";

const STORED = "watchfloor.keys"; // "off" where somebody switched the letters off
const TYPING = "textarea, select, [contenteditable], dialog, input:not([type=radio], [type=checkbox], [type=range])";

function keysOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true; // storage forbidden: the letters work, the choice isn't remembered
  }
}

function setKeys(on: boolean): void {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // as above
  }
  document.documentElement.classList.toggle("keys-off", !on);
}

/** Whatever bears this key and can be pressed now. */
function bearer(key: string): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>("[data-key]")];
  return all.find(
    (one) =>
      one.dataset["key"] === key &&
      !(one as HTMLButtonElement).disabled &&
      one.getClientRects().length > 0,
  );
}

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!keysOn() || event.defaultPrevented) return;
  if ((event.target as Element).closest?.(TYPING)) return;
  if (!document.querySelector('[data-island="review"]')) return;
  if (event.key === "?") {
    event.preventDefault();
    help();
    return;
  }
  if (event.repeat) return; // a key held down must not decide twice
  const found = bearer(event.key.toLowerCase());
  if (!found) return;
  event.preventDefault();
  found.focus();
  found.click();
}

/** Show each key on its button, number the candidates and offer the switch. */
function dress(form: HTMLElement): void {
  const free = [...form.querySelectorAll<HTMLElement>("[data-candidate]:not([data-key])")];
  free.slice(0, 9).forEach((one, at) => {
    one.dataset["key"] = String(at + 1);
  });
  for (const one of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const key = one.dataset["key"] ?? "";
    const place = one instanceof HTMLInputElement ? one.closest("label") : one;
    if (place && !place.querySelector(".key")) place.append(cap(key));
    one.setAttribute("aria-keyshortcuts", key);
  }
  if (form.querySelector(".keys-switch")) return;
  const label = document.createElement("label");
  label.className = "keys-switch";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = keysOn();
  box.addEventListener("change", () => setKeys(box.checked));
  label.append(box, "Single letters press the buttons (", cap("?"), " shows them)");
  form.append(label);
}

function cap(key: string): HTMLElement {
  const made = document.createElement("kbd");
  made.className = "key";
  made.textContent = key;
  made.setAttribute("aria-hidden", "true"); // aria-keyshortcuts says it
  return made;
}

function help(): void {
  document.querySelector("dialog.keys-help")?.remove();
  const made = document.createElement("dialog");
  made.className = "keys-help";
  const title = document.createElement("h2");
  title.textContent = "Keys of this page";
  const list = document.createElement("dl");
  for (const one of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const key = document.createElement("dt");
    const what = document.createElement("dd");
    key.append(cap(one.dataset["key"] ?? ""));
    const shown = (one instanceof HTMLInputElement ? one.closest("label") : one) as HTMLElement;
    what.textContent = plain(shown);
    list.append(key, what);
  }
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => made.close());
  made.addEventListener("close", () => made.remove());
  made.append(title, list, close);
  document.body.append(made);
  made.showModal();
}

/** The words of an element without the key on it. */
function plain(shown: HTMLElement): string {
  const copy = shown.cloneNode(true) as HTMLElement;
  for (const key of copy.querySelectorAll(".key")) key.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Let words chosen in the text fill a span's fields, by mouse and by arrow keys. */
function spans(form: HTMLElement): void {
  const sheet = document.querySelector<HTMLElement>("[data-text]");
  if (!sheet) return;
  const edits = [...form.querySelectorAll<HTMLElement>("[data-span-edit]")];
  if (!edits.length) return;
  const words = new Words(sheet);
  let active: HTMLElement | null = null;
  const choose = (edit: HTMLElement | null): void => {
    active = edit;
    sheet.classList.toggle("choosing", edit !== null);
    if (!edit) return;
    sheet.tabIndex = 0;
    sheet.focus();
    const at = [part(edit, "start"), part(edit, "end")].map((field) => Number(field?.value));
    words.select(at[0] ?? NaN, at[1] ?? NaN);
  };
  for (const edit of edits) {
    const button = edit.querySelector<HTMLElement>("[data-choose]");
    if (button) button.hidden = false;
    button?.addEventListener("click", () => choose(active === edit ? null : edit));
  }
  const take = (): void => {
    const edit = active ?? (edits.length === 1 ? edits[0] : undefined);
    const found = edit && words.chosen();
    if (!edit || !found) return;
    for (const [name, value] of Object.entries(found)) {
      const field = part(edit, name);
      if (!field) continue;
      field.value = String(value);
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    document.dispatchEvent(
      new CustomEvent("watchfloor:say", { detail: { text: `Span: “${found.text}”` } }),
    );
  };
  sheet.addEventListener("mouseup", () => setTimeout(take, 0));
  sheet.addEventListener("keydown", (event) => {
    if (!active) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      words.move(step, event.shiftKey);
    } else if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      const back = active.querySelector<HTMLElement>("[data-choose]");
      if (event.key === "Enter") take();
      choose(null);
      back?.focus();
    }
  });
}

function part(edit: Element, name: string): HTMLInputElement | null {
  return edit.querySelector<HTMLInputElement>(`[data-part="${name}"]`);
}

const begun = new WeakSet<Element>();

function refresh(): void {
  for (const form of document.querySelectorAll<HTMLElement>('[data-island="review"]')) {
    if (begun.has(form)) continue;
    begun.add(form);
    dress(form);
    spans(form);
  }
}

document.documentElement.classList.toggle("keys-off", !keysOn());
document.addEventListener("keydown", pressed);
document.addEventListener("htmx:afterSwap", refresh);
refresh();
