#!/usr/bin/env python3
"""Writes posts to measure with: the same bytes everywhere.

usage: tests/bench/generate.py FOLDER COUNT [--plain]

Posts lie in FOLDER/source/_posts/YEAR/MONTH. Every other one is what a script made of a feed: an HTML body, addresses of
images behind a proxy, an RFC 2822 date, some with quotes piled up or an unquoted colon. The others are ordinary Markdown,
and with --plain all are. Lengths are distributed log-normally, with a median near 3 KiB.
"""
import argparse
import datetime
import pathlib
import random

CHINESE = "灯塔守望者在海岸边记录每一次潮汐与风向的变化然后把笔记整理成文章发布到网站上供远方的朋友阅读并等待他们的来信"
ENGLISH = "the keeper of a lighthouse writes down every tide and wind then puts notes into posts for friends far away".split()
TAGS = ["rust", "web", "notes", "灯塔", "tides", "travel", "2021", "C++", "linux", "随笔"]
CATEGORIES = [["海岸", "灯塔", "日志"], ["tech"], ["tech", "rust"], ["life", "diary"]]
HOSTS = ["img.example.org", "photos.example.com", "cdn.example.net"]
PROXY = "https://cors.lamp.example/?"
CONFIG = "title: Bench\nurl: https://bench.example\ntimezone: UTC\npermalink: :year/:month/:day/:title/\n"


def chinese(rng, length):
    start = rng.randrange(len(CHINESE))
    return ((CHINESE[start:] + CHINESE) * (length // len(CHINESE) + 2))[:length]


def english(rng, words):
    return " ".join(rng.choice(ENGLISH) for _ in range(words))


def image(rng):
    return f"{rng.choice(HOSTS)}/{rng.randrange(2012, 2026)}/{rng.getrandbits(64):016x}.jpg"


def feed_post(rng, when):
    proxied = f"{PROXY}http://{image(rng)}"
    categories = rng.choice(CATEGORIES)
    title = f"'{chinese(rng, rng.randrange(8, 30))}！{english(rng, 2)}：{chinese(rng, 6)}？'"
    if rng.random() < 0.02:
        title = '"' * 7 + title + '"' * 7
    elif rng.random() < 0.05:
        title = title.strip("'").replace("：", ": ")
    date = when.strftime("%a, %d %b %Y %H:%M:%S GMT" if rng.random() < 0.7 else "%Y-%m-%d %H:%M:%S")
    lines = [""] if rng.random() < 0.3 else []
    lines += ["---", f"title: {title}", "categories:", *(f" - {name}" for name in categories)]
    lines += [f"headimg: '{proxied}'", f"author: {categories[-1]}", "comments: false", f"date: {date}"]
    lines += [f"thumbnail: '{proxied}'" if rng.random() < 0.8 else "thumbnail: ", "---", "", "<div>"]
    size = int(rng.lognormvariate(7.0, 0.7))
    while size > 0:
        length = min(size, rng.randrange(60, 400))
        lines.append(f"<p>{chinese(rng, length)}</p><p></p>")
        if rng.random() < 0.5:
            address = f"http://{image(rng)}"
            lines.append(f'<div class="box"><img class="lazy" data-original="{address}" data-height="660" '
                         f'data-width="1100" src="{PROXY}{address}" referrerpolicy="no-referrer"></div>')
        size -= length
    return "\n".join([*lines, "</div>", ""])


def plain_post(rng, when):
    title = english(rng, rng.randrange(3, 9)).capitalize()
    if rng.random() < 0.2:
        title = f'"{title}: part {rng.randrange(1, 9)}"'
    tags = rng.sample(TAGS, rng.randrange(0, 4))
    lines = ["---", f"title: {title}", f"date: {when:%Y-%m-%d %H:%M:%S}", f"tags: [{', '.join(tags)}]", "categories:"]
    lines += [*(f"  - {name}" for name in rng.choice(CATEGORIES)), "---", ""]
    size, parts = int(rng.lognormvariate(7.9, 0.7)), 0
    while size > 0:
        kind = rng.random()
        if kind < 0.12:
            part = f"## {english(rng, 4)}\n"
        elif kind < 0.22:
            part = f"![{english(rng, 3)}](https://{image(rng)})\n"
        elif kind < 0.32:
            part = f'```rust\nfn main() {{\n    println!("{{}}", {rng.randrange(99)});\n}}\n```\n'
        elif kind < 0.4:
            part = "".join(f"- {english(rng, 6)}\n" for _ in range(4))
        else:
            part = f"{english(rng, rng.randrange(30, 90))} [link](https://example.org/{rng.randrange(9999)}).\n"
        lines.append(part)
        parts += 1
        size -= len(part)
        if parts == 2:
            lines.append("<!-- more -->\n")
    return "\n".join(lines)


def generate(folder, count, plain=False):
    epoch = datetime.datetime(2012, 1, 1)
    for number in range(count):
        rng = random.Random(number)
        when = epoch + datetime.timedelta(seconds=rng.randrange(14 * 365 * 86_400))
        post = plain_post(rng, when) if plain or number % 2 else feed_post(rng, when)
        place = folder / "source" / "_posts" / f"{when:%Y}" / f"{when:%m}" / f"post-{number:07}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(post, encoding="utf-8", newline="\n")
    (folder / "_config.yml").write_text(CONFIG, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--plain", action="store_true")
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.count, arguments.plain)
