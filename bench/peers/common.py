"""What all peers share: the inputs, which PeerInputs.java computes alike, the clock of PeerReport.java, and its lines of JSON."""
import json
import math
import os
import sys
import time

import numpy as np

SECONDS = float(os.environ.get("PEERS_SECONDS", "0.6"))
THREADS = int(os.environ.get("PEERS_THREADS", "1"))
MIN_RUNS = 3
SAMPLES = 16


def column(seed, n, low, high):
    z = (np.arange(n, dtype=np.uint64) + np.uint64(seed << 32)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return low + (high - low) * ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def seed(n):
    return [column(1, n, 0.5, 4), column(2, n, -3, 3)]


def call(n):
    ranges = [(80, 120), (80, 120), (0, 0.05), (0.1, 0.4), (0.1, 2)]
    return [column(i + 1, n, *limits) for i, limits in enumerate(ranges)]


def polynomial(n):
    return [column(1, n, -1, 1), column(2, n, -1, 1)]


def network(n):
    """The weights, then the pixels and the digits."""
    shapes = [(784, 128), (128,), (128, 10), (10,)]
    weights = [column(i + 1, math.prod(shape), -0.1, 0.1).reshape(shape) for i, shape in enumerate(shapes)]
    return weights + [column(5, n * 784, 0, 1).reshape(n, 784), 7 * np.arange(n) % 10]


def mixture(n, d=10, k=25):
    """alpha, mu, q and l, then the points, and where in l the triangle's elements are; see mixture.ad."""
    p = d * (d - 1) // 2
    shapes = [(k,), (k, d), (k, d), (k, p)]
    weights = [column(i + 1, math.prod(shape), 0, 1).reshape(shape) for i, shape in enumerate(shapes)]
    place = np.zeros((d, d), dtype=np.int64)
    place.T[np.triu_indices(d, 1)] = np.arange(1, p + 1)
    return weights + [column(5, n * d, -1, 1).reshape(n, d), place]


def log_gammas(d, m):
    """The part of a Wishart distribution's logarithm that depends on no weight, for gamma = 1."""
    freedom = d + m + 1
    return freedom * d * -math.log(2) / 2 - d * (d - 1) / 4 * math.log(math.pi) - sum(math.lgamma((freedom - j) / 2) for j in range(d))


def matrices(n):
    return [column(seed, n * 16, -1, 1).reshape(n, 4, 4) for seed in (1, 2)]


INPUTS = {"seed": seed, "call": call, "polynomial": polynomial, "network": network, "mixture": mixture, "matrices": matrices}
SIZES = {"seed": [10**3, 10**5, 10**6, 10**7], "call": [10**6], "polynomial": [10**7], "network": [128],
         "mixture": [1000, 10000], "matrices": [10**5]}


def run(peer, prepare):
    """Measures all cases of a peer: prepare(case, n, inputs) gives two functions, or nothing if the peer cannot do it.

    The first one computes the value, the second one a list of the value and the partial derivatives.
    """
    for case in sys.argv[1:] or SIZES:
        for n in SIZES[case]:
            works = prepare(case, n, INPUTS[case](n))
            for what, work in zip(("value", "gradient"), works or ()):
                report(peer, case, n, what, work)


def report(peer, case, n, what, work):
    seconds, result = measure(work)
    samples = []
    for array in result if what == "gradient" else ():
        array = np.asarray(array, dtype=np.float64).ravel()
        samples.append(float(np.mean(np.abs(array))))
        samples += [float(array[i * (array.size - 1) // (SAMPLES - 1)]) for i in range(SAMPLES)]
    line = {"peer": peer, "case": case, "n": n, "what": what, "threads": THREADS, "seconds": seconds, "samples": samples}
    print(json.dumps(line), flush=True)


def measure(work):
    """The median time of repeated runs, warm, and the last result."""
    work()  # compiles
    start = time.perf_counter()
    calls = 0
    while calls < 1 or time.perf_counter() - start < SECONDS / 3:
        result = work()
        calls += 1
    once = (time.perf_counter() - start) / calls
    calls = max(1, math.ceil(1e-3 / once))
    runs = []
    for _ in range(max(MIN_RUNS, int(SECONDS / (once * calls)))):
        start = time.perf_counter()
        for _ in range(calls):
            result = work()
        runs.append((time.perf_counter() - start) / calls)
    return sorted(runs)[len(runs) // 2], result
