"""What a page holds, and whether it is safe: a strict reader of the HTML that we write."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

VOID = frozenset({"input", "meta", "link", "br", "img", "hr"})
ADDRESSES = ("href", "src", "action", "data-source", "data-base", "hx-get")


class Page(HTMLParser):
    """The tags of a page, its ids, its links and what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        if self._open:
            self.faults.append(f"never closed: {self._open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and what it must not have."""
        self.tags.append(tag)
        given = dict(attrs)
        if tag not in VOID:
            self._open.append(tag)
        if len(given) != len(attrs):
            self.faults.append(f"{tag} has an attribute twice")
        for name, value in given.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "background"):
                self.faults.append(f"{tag} {name}={value}")
            if name in ADDRESSES and not is_harmless(value or ""):
                self.faults.append(f"{tag} leads to {value}")
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.faults.append("a script that is not ours")
        if tag in ("iframe", "object", "embed", "base", "img", "style", "frame"):
            self.faults.append(f"a {tag}")
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself (SVG)."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Check that tags nest."""
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")
            self._open.clear()

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """Return the words of the page."""
        return "".join(self.words)


def is_harmless(address: str) -> bool:
    """Say whether an address runs nothing: one of ours, http(s), or an empty picture."""
    if address == "data:,":
        return True
    scheme = urlsplit(address).scheme
    return scheme in ("", "http", "https") and not address.startswith("//")
