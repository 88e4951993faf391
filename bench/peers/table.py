"""Reads lines of JSON, compares the results, and prints how many times as long as autodiff each peer takes."""
import json
import statistics
import sys

TOLERANCE = 1e-9
GROUP = 17  # the mean of an array's absolute values, and sixteen elements of it


def difference(theirs, ours):
    """The largest difference of two lists of samples, relative to the larger one of an element and its array's mean."""
    if len(theirs) != len(ours):
        return float("inf")
    worst = 0.0
    for i, (a, b) in enumerate(zip(theirs, ours)):
        error = abs(a - b) / max(abs(b), ours[i - i % GROUP], 1e-300)
        worst = max(worst, error if error == error else float("inf"))
    return worst


def short(seconds):
    for unit, factor in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if seconds * factor >= 1:
            break
    return "%.3g %s" % (seconds * factor, unit)


def main():
    times, samples, peers = {}, {}, []
    for line in sys.stdin:
        each = json.loads(line)
        row = (each["case"], each["n"], each["what"], each["threads"])
        times.setdefault(row, {}).setdefault(each["peer"], []).append(each["seconds"])
        samples.setdefault(row, {})[each["peer"]] = each["samples"]
        if each["peer"] not in peers + ["autodiff"]:
            peers.append(each["peer"])
    order = list(dict.fromkeys(row[:3] for row in times))
    rows = [["case", "n", "what", "threads", "autodiff"] + peers]
    for row, measured in sorted(times.items(), key=lambda item: (order.index(item[0][:3]), item[0][3])):
        medians = {peer: statistics.median(seconds) for peer, seconds in measured.items()}
        ours = medians.get("autodiff")
        if ours is None:
            continue
        ratios = ["%.2f" % (medians[peer] / ours) if peer in medians else "-" for peer in peers]
        rows.append([*map(str, row), short(ours), *ratios])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) if i in (0, 2) else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths))))
    return compare(samples, peers)


def compare(samples, peers):
    print("\nlargest relative difference of values and partial derivatives from autodiff's:")
    worst = {}
    for row, measured in samples.items():
        for peer in peers:
            if measured.get(peer) and measured.get("autodiff"):
                worst[peer] = max(worst.get(peer, (0.0, row)), (difference(measured[peer], measured["autodiff"]), row))
    for peer, (error, row) in worst.items():
        verdict = "" if error <= TOLERANCE else "   WRONG: more than %g" % TOLERANCE
        print("  %-16s %.1e in %s, n = %d%s" % (peer, error, row[0], row[1], verdict))
    return any(error > TOLERANCE for error, _ in worst.values())


if __name__ == "__main__":
    sys.exit(main())
