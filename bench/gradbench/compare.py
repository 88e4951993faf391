#!/usr/bin/env python3
"""Runs evals of GradBench against several tools in turn, and prints a table of times.

    compare.py GRADBENCH NAME=COMMAND [NAME=COMMAND…] [--rounds 3] [--eval 'lse -n 2500 160000' …]

GRADBENCH is a checkout, whose evals are run by this Python (numpy, scipy, pydantic, dataclasses-json); they judge by
its manual tool (make -C cpp; make -C tools/manual). The first tool is the one that the others are compared with.
"""
import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys

EVALS = [
    "lse -n 2500 40000",
    "llsq -n 1024 16392",
    "kmeans -k 10 100 -n 10000 -d 8",
    "ode -n 1000 10000 -s 10 100",
    "particle",
    "saddle",
    "gmm -d 10 32 -k 25",
    "ba --min 1 --max 2",
    "lstm -l 2 -c 1024 4096",
    "ht --min 3 --max 5",
]
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
VALUES = ("primal", "objective", "cost")
DERIVATIVES = ("gradient", "jacobian", "dir")


def session(root, evaluation, command):
    """Yields function, description, median seconds and the error, if any, of each evaluation."""
    name, *options = shlex.split(evaluation)
    evaluator = [sys.executable, f"python/gradbench/gradbench/evals/{name}/run.py", *options]
    pipes = {"cwd": root, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    pipes["env"] = {**os.environ, **ONE_THREAD, "PYTHONPATH": "python/gradbench"}
    with subprocess.Popen(evaluator, **pipes) as judge, subprocess.Popen(shlex.split(command), **pipes) as tool:
        for line in judge.stdout:
            answer = passed(line, tool)
            if not answer:
                break
            judge.stdin.write(answer)
            judge.stdin.flush()
            message = json.loads(line)
            if message["kind"] == "evaluate":
                row, response = (message["function"], message.get("description", "")), json.loads(answer)
                if not response["success"]:
                    yield *row, None, response.get("error", "")
            elif message["kind"] == "analysis":
                runs = [each["nanoseconds"] / 1e9 for each in response["timings"] if each["name"] == "evaluate"]
                yield *row, statistics.median(runs), "" if message["valid"] else message["error"]
        tool.stdin.close()


def passed(line, tool):
    """What a tool answers to a message; nothing if it is gone."""
    tool.stdin.write(line)
    tool.stdin.flush()
    return tool.stdout.readline()


def measure(options, tools):
    """Seconds by row and tool: the best of the rounds' medians, which a busy machine makes longer and never shorter."""
    rows = {}
    for round in range(options.rounds):
        for evaluation in options.eval or EVALS:
            for name, command in tools.items():
                print(f"round {round + 1}: {evaluation}, {name}", file=sys.stderr)
                for function, description, seconds, error in session(options.gradbench, evaluation, command):
                    row = rows.setdefault((evaluation.split()[0], description, function), {})
                    if error:
                        print(f"WRONG: {name}, {function} {description}: {error.splitlines()[-1]}", file=sys.stderr)
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
    """Lines of Markdown: our time, that of others over it, losses in bold, and a derivative's time over its value's."""
    ours, *others = tools
    yield "| " + " | ".join(["eval", "input", "function", ours, *others, "derivative/value"]) + " |"
    yield "|---" * (5 + len(others)) + "|"
    value = None
    for (evaluation, description, function), times in rows.items():
        if ours not in times:
            continue
        cells = [ratio(times[name], times[ours]) if name in times else "" for name in others]
        value = times[ours] if function in VALUES else value
        factor = "%.1f" % (times[ours] / value) if value and function in DERIVATIVES else ""
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
