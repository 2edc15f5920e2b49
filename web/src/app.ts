// What every page has: htmx under the pages' policy, messages that pass, tidy addresses.
import htmx from "htmx.org";

const STAYS = 20_000; // milliseconds that a message stays, unless somebody points at it

// The pages' policy forbids evaluated code and inline style, and the history of pages full of other
// people's words does not belong into the browser's storage: going back asks the server again.
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  includeIndicatorStyles: false,
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
});

export interface Said {
  text: string;
  bad?: boolean;
}

function toasts(): HTMLElement {
  const known = document.querySelector<HTMLElement>(".toasts");
  if (known) return known;
  const made = document.createElement("div");
  made.className = "toasts";
  made.setAttribute("role", "status");
  made.setAttribute("aria-live", "polite");
  document.body.append(made);
  return made;
}

/** Show a message for a while. Islands ask for it by the event `watchfloor:say`. */
function say({ text, bad }: Said): void {
  const made = document.createElement("div");
  made.className = bad ? "toast bad" : "toast";
  const words = document.createElement("span");
  words.textContent = text;
  made.append(words);
  toasts().append(made);
  passing(made);
}

/** Give a message a button that closes it, and let it go after a while unless it is in use. */
function passing(toast: HTMLElement): void {
  if (toast.dataset["passing"]) return;
  toast.dataset["passing"] = "yes";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  const go = (): void => {
    if (toast.matches(":hover, :focus-within")) setTimeout(go, STAYS / 4);
    else toast.remove();
  };
  // Undo must stay as long as the page does (WCAG 2.2.1): only words without a form pass by.
  if (!toast.querySelector("form")) setTimeout(go, STAYS);
}

/** Leave empty fields of a GET form out, so that addresses hold the filters in use and no more. */
function withoutEmpty(form: HTMLFormElement): void {
  const empty = [...form.elements].filter(
    (field): field is HTMLInputElement | HTMLSelectElement =>
      (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) &&
      field.value === "" &&
      !field.disabled,
  );
  for (const field of empty) field.disabled = true;
  setTimeout(() => {
    for (const field of empty) field.disabled = false;
  }, 0);
}

function ready(root: ParentNode): void {
  for (const toast of root.querySelectorAll<HTMLElement>(".toast")) passing(toast);
  for (const field of root.querySelectorAll<HTMLElement>("[data-needs-script]")) {
    field.hidden = false;
  }
}

/** Push the row of pages, where it is wider than its window, to the page that is open. */
function toHere(): void {
  const here = document.querySelector<HTMLElement>("header nav [aria-current]");
  const row = here?.closest("nav");
  if (!here || !row || row.scrollWidth <= row.clientWidth) return;
  const before = here.getBoundingClientRect().left - row.getBoundingClientRect().left;
  row.scrollLeft += before - (row.clientWidth - here.offsetWidth) / 2;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.method === "get") withoutEmpty(form);
});

// A field that submits its form when it changes, on pages where htmx does not do it.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
  if (field.closest("[data-submits]") && !field.closest("[hx-get], [data-hx-get]")) {
    field.form?.requestSubmit();
  }
});

document.addEventListener("click", (event) => {
  const button = (event.target as Element | null)?.closest<HTMLElement>("[data-copy]");
  if (!button) return;
  const text = button.dataset["copy"] || location.href;
  navigator.clipboard.writeText(text).then(
    () => say({ text: "Copied." }),
    () => say({ text: `The browser does not allow copying: ${text}`, bad: true }),
  );
});

document.addEventListener("watchfloor:say", (event) => say((event as CustomEvent<Said>).detail));

document.addEventListener("htmx:configRequest", (event) => {
  // Not `parameters`, which takes the field `set` for a method of FormData.
  const { verb, formData } = (event as CustomEvent).detail as { verb: string; formData: FormData };
  if (verb !== "get") return;
  const empty = [...formData.keys()].filter((name) => formData.getAll(name).every((one) => !one));
  for (const name of empty) formData.delete(name);
});

document.addEventListener("htmx:beforeRequest", (event) => busy(event, true));
document.addEventListener("htmx:afterRequest", (event) => busy(event, false));
document.addEventListener("htmx:afterSwap", (event) => ready(event.target as Element));
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = (event as CustomEvent).detail as { xhr: XMLHttpRequest };
  const why = xhr.status === 401 ? "the token is missing: open the address that serve printed" : "";
  say({ text: `The server answered ${xhr.status}${why && `: ${why}`}.`, bad: true });
});
document.addEventListener("htmx:sendError", () =>
  say({ text: "Watchfloor does not answer. Is `watchfloor serve` still running?", bad: true }),
);

function busy(event: Event, now: boolean): void {
  const { target } = (event as CustomEvent).detail as { target?: Element };
  if (now) target?.setAttribute("aria-busy", "true");
  else target?.removeAttribute("aria-busy");
}

function begin(): void {
  ready(document);
  toHere();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
