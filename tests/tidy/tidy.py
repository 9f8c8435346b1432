#!/usr/bin/env python3
"""The house rules, over every tracked file: prints `file:line: rule: what to do`, and fails.

Its own samples run first: a rule that no longer finds its fault fails the test too.
"""
import os
import subprocess
import sys

from rules import file_rules, readme_rules
from samples import README_SAMPLES, SAMPLES

SKIPPED_FOLDERS = {"build", "var", "node_modules", ".git", "__pycache__", ".cache"}


def broken_samples():
    for path, text, expected in SAMPLES:
        found = sorted({rule for _, rule, _ in file_rules(path, text)})
        if found != expected:
            yield f"{path}: {text!r}: expected {expected}, found {found}"
    for paths, expected in README_SAMPLES:
        found = [path for path, _, _, _ in readme_rules(paths)]
        if found != expected:
            yield f"{paths}: expected {expected}, found {found}"


def project_files():
    """What git tracks; where there is no git (a source archive), what lies in the folders."""
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [path for path in listed.stdout.split("\0") if path and os.path.isfile(path)]
    paths = []
    for folder, inner, names in os.walk("."):
        inner[:] = [name for name in inner if name not in SKIPPED_FOLDERS]
        paths += [os.path.relpath(os.path.join(folder, name)) for name in names]
    return sorted(paths)


def text_of(path):
    """The file's text, or nothing for one that is not text (or is meant not to be)."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except UnicodeDecodeError:
        return ""


def main():
    broken = list(broken_samples())
    for line in broken:
        print("sample:", line)
    paths = project_files()
    findings = list(readme_rules(paths))
    for path in paths:
        findings += [(path, *finding) for finding in file_rules(path, text_of(path))]
    for path, line, rule, advice in findings:
        print(f"{path}:{line}: {rule}: {advice}")
    samples = len(SAMPLES) + len(README_SAMPLES)
    print(f"tidy: {len(paths)} files, {len(findings)} findings; {samples} samples, {len(broken)} wrong")
    return 1 if findings or broken or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
