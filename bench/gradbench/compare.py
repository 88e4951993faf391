#!/usr/bin/env python3
"""Runs evals of GradBench against several tools in turn, and prints a table of times.

    compare.py GRADBENCH NAME=COMMAND [NAME=COMMAND…] [--rounds 3] [--eval 'lse -n 2500 160000' …]

GRADBENCH is a checkout, whose evals are run by this Python (numpy, scipy, pydantic, dataclasses-json); they judge by its manual tool
(make -C cpp; make -C tools/manual). The first tool is the one that the others are compared with.
"""
import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys

# what a round takes: some ten minutes of processor time for four tools
EVALS = [
    "lse -n 2500 160000 1280000", "llsq -n 1024 16392", "kmeans -k 10 100 1000 -n 10000 -d 8", "ode -n 1000 10000 -s 10 100",
    "particle", "saddle", "gmm -d 10 32 -k 25", "ba --min 1 --max 3", "lstm -l 2 -c 1024 4096", "ht --min 3 --max 7"]
VALUES = ("primal", "objective", "cost")


def session(root, evaluation, tool):
    """Yields function, description, median seconds and the verdict of each evaluation."""
    name, *options = shlex.split(evaluation)
    python = [sys.executable, f"python/gradbench/gradbench/evals/{name}/run.py", *options]
    environment = dict(os.environ, PYTHONPATH="python/gradbench", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    pipes = {"cwd": root, "env": environment, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(python, **pipes) as evaluator, subprocess.Popen(shlex.split(tool), stderr=subprocess.DEVNULL, **pipes) as tool:
        for line in evaluator.stdout:
            message = json.loads(line)
            tool.stdin.write(line)
            tool.stdin.flush()
            answer = tool.stdout.readline()
            evaluator.stdin.write(answer)
            evaluator.stdin.flush()
            if not answer:
                break
            if message["kind"] == "evaluate":
                asked, response = message, json.loads(answer)
                if not response["success"]:
                    yield asked["function"], asked.get("description", ""), None, response.get("error", "")
            elif message["kind"] == "analysis":
                runs = [each["nanoseconds"] / 1e9 for each in response["timings"] if each["name"] == "evaluate"]
                yield asked["function"], asked.get("description", ""), statistics.median(runs), "" if message["valid"] else message["error"]
        tool.stdin.close()


def measure(options, tools):
    """Seconds by row and tool: the best of the rounds, whose medians a busy machine makes longer and never shorter."""
    rows = {}
    for round in range(options.rounds):
        for evaluation in options.eval or EVALS:
            for name, command in tools.items():
                print(f"round {round + 1}: {evaluation}, {name}", file=sys.stderr)
                for function, description, seconds, error in session(options.gradbench, evaluation, command):
                    row = rows.setdefault((evaluation.split()[0], description, function), {})
                    if error:
                        print(f"WRONG: {name}, {evaluation}, {function} {description}: {error.strip().splitlines()[-1]}", file=sys.stderr)
                    elif seconds:
                        row[name] = min(seconds, row.get(name, seconds))
    return rows


def short(seconds):
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1:
            break
    return "%.3g %s" % (seconds * factor, unit)


def ratio(theirs, ours):
    text = "%.2f" % (theirs / ours)
    return f"**{text}**" if theirs < ours else text


def table(rows, tools):
    """Lines of Markdown: our time, that of others over it with losses in bold, and a derivative's time over its value's."""
    ours, *others = tools
    yield "| eval | input | function | " + ours + " | " + "".join(name + " | " for name in others) + "derivative/value |"
    yield "|---" * (5 + len(others)) + "|"
    value = None
    for (evaluation, description, function), times in rows.items():
        if ours not in times:
            continue
        cells = [ratio(times[name], times[ours]) if name in times else "" for name in others]
        value = times[ours] if function in VALUES else value
        factor = "" if function in VALUES or evaluation in ("saddle", "particle") else "%.1f" % (times[ours] / value)
        yield "| " + " | ".join([f"`{evaluation}`", description, function, short(times[ours]), *cells, factor]) + " |"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("gradbench")
    parser.add_argument("tools", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--eval", action="append")
    options = parser.parse_args()
    tools = dict(each.split("=", 1) for each in options.tools)
    for line in table(measure(options, tools), tools):
        print(line)


if __name__ == "__main__":
    main()
