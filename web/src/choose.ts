// Words of a text that are chosen on the page, as offsets into the document.
// The page counts UTF-16 units, the record counts characters (code points): a difference at each
// emoji and each rare letter, so every offset is converted.

export interface Chosen {
  start: number;
  end: number;
  text: string;
}

const WORD = /[\p{L}\p{N}\p{M}_]+(?:[-'’.,][\p{L}\p{N}\p{M}_]+)*/gu;

export class Words {
  private readonly nodes: Text[] = [];
  private readonly text: string;
  private readonly first: number;
  private readonly words: [number, number][];
  private from = 0; // numbers of the words chosen, the second included
  private to = 0;

  constructor(sheet: HTMLElement) {
    const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      if (!node.parentElement?.closest("[data-note]")) this.nodes.push(node);
    }
    this.text = this.nodes.map((node) => node.data).join("");
    this.first = Number(sheet.dataset["offset"] ?? 0);
    this.words = [...this.text.matchAll(WORD)].map((one) => [one.index, one.index + one[0].length]);
  }

  /** What is selected on the page, grown to whole words. */
  chosen(): Chosen | null {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = this.offset(range.startContainer, range.startOffset);
    const end = this.offset(range.endContainer, range.endOffset);
    const inside = this.words.filter(([from, to]) => to > start && from < end);
    const [head, tail] = [inside[0], inside.at(-1)];
    if (!head || !tail) return null;
    const text = this.text.slice(head[0], tail[1]);
    const begin = this.first + characters(this.text.slice(0, head[0]));
    return { start: begin, end: begin + characters(text), text };
  }

  /** Select a span of the document, or the first word where there is none. */
  select(start: number, end: number): void {
    const [from, to] = [start, end].map((at) => this.units(at - this.first)) as [number, number];
    const head = this.words.findIndex(([, last]) => last > from);
    const tail = this.words.findLastIndex(([begin]) => begin < to);
    this.from = Math.max(0, head);
    this.to = Math.max(this.from, tail);
    this.show();
  }

  /** Go a word on or back; with `stretch` only the end goes. */
  move(step: number, stretch: boolean): void {
    const last = this.words.length - 1;
    const within = (at: number): number => Math.min(last, Math.max(0, at));
    if (stretch) this.to = Math.max(this.from, within(this.to + step));
    else this.from = this.to = within((step > 0 ? this.to : this.from) + step);
    this.show();
  }

  private show(): void {
    const [head, tail] = [this.words[this.from], this.words[this.to]];
    if (!head || !tail) return;
    const range = document.createRange();
    range.setStart(...this.place(head[0], false));
    range.setEnd(...this.place(tail[1], true));
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
  }

  /** The units before a point of the page. */
  private offset(container: Node, within: number): number {
    const point = document.createRange();
    point.setStart(container, within);
    let before = 0;
    for (const node of this.nodes) {
      if (node === container) return before + within;
      // A point in an element lies before or after whole text nodes.
      if (point.comparePoint(node, 0) >= 0) return before;
      before += node.length;
    }
    return before;
  }

  private place(units: number, ending: boolean): [Text, number] {
    let left = units;
    for (const node of this.nodes) {
      if (left < node.length || (ending && left === node.length)) return [node, left];
      left -= node.length;
    }
    const last = this.nodes.at(-1)!;
    return [last, last.length];
  }

  private units(count: number): number {
    if (!(count >= 0)) return 0;
    let at = 0;
    for (const one of this.text) {
      if (count-- <= 0) break;
      at += one.length;
    }
    return at;
  }
}

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
