"""Reads the report of one run in every format and compares what each says. Usage, in the site: read.py FOLDER"""

import json
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree as xml

import junitparser
from sarif import loader

folder = pathlib.Path(sys.argv[1])


def text(name):
    return (folder / name).read_text(encoding="utf-8")


def line(row, path):
    """A row of a file, without what ends it."""
    return pathlib.Path(path).read_bytes().decode("utf-8", "replace").split("\n")[row - 1]


found = json.loads(text("found.json"))
expected = sorted((it["filename"], it["location"]["row"], it["code"]) for it in found)
assert expected, "nothing was found, so nothing is tried"
assert [json.loads(it) for it in text("found.jsonl").splitlines()] == found
assert json.loads(text("clean.json")) == [] and text("clean.jsonl") == ""

# JUnit: one failed case a finding; a report without any has one case that passed.
junit = junitparser.JUnitXml.fromstring(text("found.junit").encode())
cases = [(suite.name, case) for suite in junit for case in suite]
assert sorted((path, case.name) for path, case in cases) == sorted((path, code) for path, _, code in expected)
assert all(isinstance(case.result[0], junitparser.Failure) and case.result[0].message for _, case in cases)
assert [suite.failures for suite in junit] == [len(list(suite)) for suite in junit]
clean = [case for suite in junitparser.JUnitXml.fromstring(text("clean.junit").encode()) for case in suite]
assert len(clean) == 1 and clean[0].is_passed

# Checkstyle: what Checkstyle's own listeners write.
checkstyle = xml.fromstring(text("found.checkstyle"))
assert checkstyle.tag == "checkstyle" and checkstyle.get("version")
errors = [(file.get("name"), int(error.get("line")), error) for file in checkstyle.iter("file") for error in file.iter("error")]
assert sorted((path, row, error.get("source").removeprefix("masthead.")) for path, row, error in errors) == expected
assert all(error.get("severity") in ("error", "warning", "info") and int(error.get("column")) > 0 for _, _, error in errors)
assert len(xml.fromstring(text("clean.checkstyle"))) == 0

# SARIF, as Microsoft's tools read it; a place in it is a URI.
records = loader.load_sarif_file(str(folder / "found.sarif")).get_records()
assert sorted((urllib.parse.unquote(it["Location"]), it["Line"], it["Code"].split(" ")[0]) for it in records) == expected, records[0]

# GitLab's Code Quality: the fields and values of its documentation, and fingerprints of which no two are the same.
issues = json.loads(text("found.gitlab"))
assert sorted((it["location"]["path"], it["location"]["positions"]["begin"]["line"], it["check_name"]) for it in issues) == expected
assert all(it["severity"] in ("info", "minor", "major", "critical", "blocker") and it["description"] for it in issues)
assert all(not it["location"]["path"].startswith(("/", "./")) for it in issues)
assert len({it["fingerprint"] for it in issues}) == len(issues)
assert json.loads(text("clean.gitlab")) == []

# reviewdog's: columns count UTF-8 bytes from 1, ends are exclusive, and suggestions do what the fix does.
rdjson = json.loads(text("found.rdjson"))
assert rdjson["source"]["name"] == "masthead"
places = [(it["location"]["path"], it["location"]["range"], it) for it in rdjson["diagnostics"]]
assert sorted((path, where["start"]["line"], it["code"]["value"]) for path, where, it in places) == expected
for (path, where, it), one in zip(places, found):
    assert it["severity"] in ("ERROR", "WARNING", "INFO")
    before = line(where["start"]["line"], path).encode()[: where["start"]["column"] - 1]
    assert len(before.decode("utf-8", "replace")) == one["location"]["column"] - 1, (path, where)

# GitHub: commands, one a line, with the file from the root of the checkout.
command = re.compile(r"::(error|warning|notice) title=masthead \(([\w-]+)\),file=([^,]+),line=(\d+)(,col=\d+)?(,endLine=\d+)?(,endColumn=\d+)?::.+")
commands = [command.fullmatch(it) for it in text("found.github").splitlines()]
assert all(commands)
assert sorted((it[3], int(it[4]), it[2]) for it in commands) == expected

print(f"{len(found)} findings are the same in every format")
