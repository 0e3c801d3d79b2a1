#!/usr/bin/env python3
"""Measures the language server as an editor feels it, and prints a Markdown table.

usage: tests/bench/lsp.py [--posts 20000] [--lines 5000] [--times 20] [--binary target/release/masthead]

Build first: cargo build --release. A post of a Hexo site of --posts posts is opened, and the time to its first
diagnostics taken, and to the last, for which the whole site is read. Then a post of --lines lines is opened, and the
time from each of --times keystrokes to the diagnostics for it.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import threading
import time
from queue import Empty, Queue

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from generate import english, generate  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
QUIET = 3.0


class Server:
    """The program with a pipe at each end."""

    def __init__(self, binary, folder):
        self.process = subprocess.Popen([binary, "lsp"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.answers = Queue()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        out = self.process.stdout
        while head := out.readline():
            length = int(head.split(b":")[1])
            out.readline()
            self.answers.put((time.perf_counter(), json.loads(out.read(length))))

    def send(self, method, params, number=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        body = json.dumps(message if number is None else {**message, "id": number}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def published(self, version, wait=60.0):
        """When diagnostics for this version of a text came, and how many; none where nothing came."""
        try:
            while True:
                when, message = self.answers.get(timeout=wait)
                params = message.get("params") or {}
                if message.get("method") == "textDocument/publishDiagnostics" and params.get("version") == version:
                    return when, len(params["diagnostics"])
        except Empty:
            return None


def open_text(server, path, text):
    document = {"uri": path.as_uri(), "languageId": "markdown", "version": 1, "text": text}
    start = time.perf_counter()
    server.send("textDocument/didOpen", {"textDocument": document})
    return start


def first(binary, folder):
    """Milliseconds until a text just opened has diagnostics, and until it has all."""
    server = Server(binary, folder)
    server.send("initialize", {"capabilities": {}}, 1)
    post = next(folder.rglob("*.md"))
    start = open_text(server, post, post.read_text(encoding="utf-8"))
    when, _ = server.published(1)
    last = when
    while later := server.published(1, QUIET):
        last, _ = later
    server.process.kill()
    return (when - start) * 1000, (last - start) * 1000


def long_post(lines):
    import random

    rng = random.Random(1)
    kinds = [
        lambda: english(rng, 12),
        lambda: f"![{english(rng, 2)}](https://img.example.org/{rng.randrange(9999)}.jpg)",
        lambda: f"## {english(rng, 4)}",
        lambda: "",
        lambda: f"[{english(rng, 2)}](https://example.org/{rng.randrange(9999)}) and `code`",
    ]
    body = "\n".join(rng.choice(kinds)() for _ in range(lines))
    return f"---\ntitle: A long post\ndate: 2021-09-27 21:07:48\ntags: [a, b]\n---\n{body}\n"


def keystrokes(binary, folder, lines, times):
    """Milliseconds from each keystroke in a long post to its diagnostics."""
    server = Server(binary, folder)
    server.send("initialize", {"capabilities": {}}, 1)
    path = folder / "source" / "_posts" / "a-long-post.md"
    open_text(server, path, long_post(lines))
    server.published(1)
    while server.published(1, QUIET):
        pass
    spent = []
    for number in range(times):
        place = {"line": lines // 2, "character": 0}
        change = {"range": {"start": place, "end": place}, "text": "x"}
        document = {"uri": path.as_uri(), "version": number + 2}
        start = time.perf_counter()
        server.send("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
        when, _ = server.published(number + 2)
        spent.append((when - start) * 1000)
    server.process.kill()
    return spent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--lines", type=int, default=5_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target" / "release" / "masthead")
    arguments = parser.parse_args()
    if not arguments.binary.exists():
        parser.error(f"{arguments.binary} is not there; run cargo build --release")
    folder = ROOT / "target" / "bench" / f"posts-{arguments.posts}"
    if not (folder / "_config.yml").exists():
        generate(folder, arguments.posts)
    binary = arguments.binary.resolve()
    soonest, whole = first(binary, folder)
    spent = keystrokes(binary, folder, arguments.lines, arguments.times)
    print("| language server | time |\n|---|---|")
    print(f"| first diagnostics in a site of {arguments.posts:,} posts | {soonest:.0f} ms |")
    print(f"| diagnostics with what the whole site says | {whole:.0f} ms |")
    print(f"| a keystroke in a post of {arguments.lines:,} lines, fastest | {min(spent):.1f} ms |")
    print(f"| a keystroke in a post of {arguments.lines:,} lines, median | {statistics.median(spent):.1f} ms |")


if __name__ == "__main__":
    main()
