"""How fast the pages answer on a large record, alone and beside an ingest, and in what memory.

    python -m bench.web_record big.db --incidents 50000
    python -m bench.web --record big.db [--rounds 20] [--json]

A real server answers real requests, one after another, as one analyst sends them; `cpu` is the
processor time of the server, which says what a request costs on a busy machine too. Each address is
asked for under filters that differ from round to round, so that nothing is answered from before.
The second pass runs beside `watchfloor ingest` of made texts, niced, into the same record.
"""

import argparse
import http.client
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

MUST = {"median_ms": 300.0, "p95_ms": 1_000.0, "ratio": 2.5, "peak_mb": 500.0}
WATCHFLOOR = "from watchfloor.present.cli import main; main()"
TEXTS = 2_000
TYPES = ("ASSAULT", "PROTEST", "COERCE", "THREATEN", "MOBILIZE")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where it answers, its cookie, and its process."""

    port: int
    cookie: str
    pid: int

    def seconds(self, path: str) -> float:
        """Return how long an answer takes, read to its end.

        Raises:
            RuntimeError: it is no 200.
        """
        begun = time.perf_counter()
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        try:
            link.request("GET", path, headers={"Cookie": self.cookie})
            answer = link.getresponse()
            answer.read()
        finally:
            link.close()
        if answer.status != 200:
            message = f"{path} answered {answer.status}"
            raise RuntimeError(message)
        return time.perf_counter() - begun

    def processor_seconds(self) -> float:
        """Return the processor time that the process has taken, in ticks of a hundredth."""
        status = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii")
        user, system = status.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def peak_mb(self) -> float:
        """Return the most memory that the process held so far."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


def filters(chance: random.Random) -> dict[str, str]:
    """Return some filters that another request hardly has."""
    year = chance.randint(2016, 2024)
    asked = {"since": f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"}
    if chance.random() < 0.5:
        asked["type"] = chance.choice(TYPES)
    if chance.random() < 0.3:
        asked["source"] = f"Outlet {chance.randint(0, 399)}"
    return asked


WORDS = ("convoy", "ceasefire", "bridge", "hospital", "market night", '"talks ceasefire"')

ADDRESSES: Mapping[str, Callable[[random.Random], str]] = {
    "list and facets": lambda chance: f"/incidents?{urlencode(filters(chance))}",
    "list, no filter": lambda _: "/incidents",
    "a later page": lambda chance: f"/incidents?after=20{chance.randint(17, 24)}-06-01.8",
    "map": lambda chance: f"/incidents/map.json?counted=all&{urlencode(filters(chance))}",
    "brush": lambda chance: f"/incidents/weeks.json?counted=all&{urlencode(filters(chance))}",
    "search": lambda chance: f"/search?{urlencode({'q': chance.choice(WORDS)})}",
    "review": lambda chance: f"/review?{urlencode({'type': chance.choice(TYPES)})}",
}


@contextmanager
def serving(record: Path) -> Iterator[Server]:
    """Run the server of the product over a record."""
    command = [sys.executable, "-c", WATCHFLOOR, "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = re.match(r"http://127\.0\.0\.1:(\d+)(/\?token=\S+)", line)
            if not found:
                message = f"the server said {line!r} instead of its address"
                raise RuntimeError(message)
            yield Server(int(found[1]), _cookie(int(found[1]), found[2]), process.pid)
        finally:
            process.send_signal(signal.SIGINT)


def _cookie(port: int, path: str) -> str:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    link.request("GET", path)
    answer = link.getresponse()
    answer.read()
    link.close()
    return (answer.getheader("Set-Cookie") or "").partition(";")[0]


@contextmanager
def ingesting(record: Path) -> Iterator[None]:
    """Run an ingest of made texts beside, niced, until it is no longer needed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(TEXTS):
                text = (
                    f"Gunmen killed {number % 9 + 1} soldiers near Gao on Monday, the army said. "
                    f"Residents of quarter {number} heard shots and left for the river."
                )
                row = {"id": f"made-{time.time_ns()}", "text": text, "source": "Made Wire"}
                file.write(json.dumps(row | {"published": "2025-02-04"}) + "\n")
        command = [sys.executable, "-c", WATCHFLOOR, "ingest", str(path), "--record", str(record)]
        process = subprocess.Popen(  # noqa: S603  (our own command)
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: os.nice(10),  # noqa: PLW1509  (one thread here)
            start_new_session=True,
        )
        try:
            time.sleep(8)  # the model is read, the first texts are coded
            if process.poll() is not None:
                message = "the ingest ended before anything was measured"
                raise RuntimeError(message)
            yield
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)  # the session that we began, no other
            process.wait()


def measured(server: Server, rounds: int, seed: int) -> dict[str, dict[str, float]]:
    """Return median, 95th percentile and mean processor time of each address in milliseconds."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    taken: dict[str, list[float]] = {name: [] for name in ADDRESSES}
    spent = dict.fromkeys(ADDRESSES, 0.0)
    for _ in range(rounds):
        for name, address in ADDRESSES.items():
            before = server.processor_seconds()
            taken[name].append(1_000 * server.seconds(address(chance)))
            spent[name] += 1_000 * (server.processor_seconds() - before)
    return {
        name: {
            "median_ms": round(statistics.median(own), 1),
            "p95_ms": round(sorted(own)[max(0, -(-95 * len(own) // 100) - 1)], 1),
            "processor_ms": round(spent[name] / rounds, 1),
        }
        for name, own in taken.items()
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with serving(asked.record) as server:
        first = 1_000 * server.seconds("/incidents")
        alone = measured(server, asked.rounds, 1)
        with ingesting(asked.record):
            beside = measured(server, asked.rounds, 2)
        peak = server.peak_mb()
    result = {
        "record_mb": round(asked.record.stat().st_size / 1e6),
        "first_answer_ms": round(first, 1),
        "alone": alone,
        "beside": beside,
        "ratio": {
            name: round(beside[name]["median_ms"] / max(alone[name]["median_ms"], 0.1), 2)
            for name in alone
        },
        "peak_mb": round(peak, 1),
    }
    print(json.dumps(result) if asked.json else table(result))


def table(result: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """Return the figures as lines, with what they must be."""
    head = f"{'':18}{'alone':>10}{'p95':>9}{'cpu':>8}{'beside':>10}{'p95':>9}{'cpu':>8}{'ratio':>7}"
    lines = [head]
    for name, alone in result["alone"].items():
        beside, ratio = result["beside"][name], result["ratio"][name]
        lines.append(
            f"{name:18}{alone['median_ms']:>10}{alone['p95_ms']:>9}{alone['processor_ms']:>8}"
            f"{beside['median_ms']:>10}{beside['p95_ms']:>9}{beside['processor_ms']:>8}{ratio:>7}"
        )
    lines.append(
        f"memory {result['peak_mb']} MB, first answer {result['first_answer_ms']} ms, record"
        f" {result['record_mb']} MB; must: {MUST}"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
