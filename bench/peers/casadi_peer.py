"""CasADi: functions of numbers mapped over the points, or with PEERS_COMPILE=1 the C code that it writes."""
import math
import os

import casadi as ca
import numpy as np

import common

IS_COMPILED = os.environ.get("PEERS_COMPILE") == "1"
OPTIONS = {"jit": True, "compiler": "shell", "jit_options": {"flags": ["-O3", "-march=native"]}} if IS_COMPILED else {}


def price(s, k, r, sigma, t):
    d1 = (ca.log(s / k) + (r + sigma**2 / 2) * t) / (sigma * ca.sqrt(t))
    cdf = lambda x: (1 + ca.erf(x / math.sqrt(2))) / 2
    return s * cdf(d1) - k * ca.exp(-r * t) * cdf(d1 - sigma * ca.sqrt(t))


def squares(a, b):
    # a point is a matrix of rows, and CasADi reads columns
    return ca.sumsqr(ca.mtimes(a.T, b.T))


def terms(alpha, mu, q, l, x):
    """What one point adds to the likelihood; mu and q have a column for each component, l one of its triangle's columns."""
    d, k = mu.shape
    inner = []
    for j in range(k):
        centred = x - mu[:, j]
        white = ca.exp(q[:, j]) * centred
        start = 0
        for c in range(d - 1):
            white[c + 1 :] += l[start : start + d - 1 - c, j] * centred[c]
            start += d - 1 - c
        inner.append(alpha[j] + ca.sum1(q[:, j]) - ca.sumsqr(white) / 2)
    return ca.logsumexp(ca.vertcat(*inner))


def prior(n, alpha, mu, q, l):
    """What the points have no part in."""
    d, k = mu.shape
    constant = k * common.log_gammas(d, 0) + n * d * math.log(2 * math.pi) / 2
    return ca.sumsqr(ca.exp(q)) / 2 + ca.sumsqr(l) / 2 - n * ca.logsumexp(alpha) - constant


# The function of one point, the shapes of its arguments, and how many of them, the first ones, are the same for all points.
CASES = {
    "seed": (lambda x, y: y * ca.log(x) + ca.sin(y), [(1, 1)] * 2, 0),
    "call": (price, [(1, 1)] * 5, 0),
    "polynomial": (lambda x, y: (x + 2) ** 2 * 3 * y, [(1, 1)] * 2, 0),
    "mixture": (terms, [(25, 1), (10, 25), (10, 25), (45, 25), (10, 1)], 4),
    "matrices": (squares, [(4, 4)] * 2, 0),
}


def mapped(n, shared, variables, results):
    """The function of a point for n points; of those with shared arguments, the sums of all results."""
    point = ca.Function("point", variables, results, OPTIONS)
    batch = point.map(n) if common.THREADS == 1 else point.map(n, "thread", common.THREADS)
    if not shared:
        return batch
    arguments = [ca.MX.sym("a%d" % i, x.shape[0], x.shape[1] * (1 if i < shared else n)) for i, x in enumerate(variables)]
    answers = batch.call([ca.repmat(x, 1, n) for x in arguments[:shared]] + arguments[shared:])
    return ca.Function("points", arguments, [ca.repsum(answer, 1, n) for answer in answers])


def caller(function, inputs):
    """A call without copies: the function reads and writes NumPy's memory."""
    buffer, run = function.buffer()
    results = [np.empty(function.nnz_out(i)) for i in range(function.n_out())]
    for i, each in enumerate(inputs):
        buffer.set_arg(i, memoryview(each.ravel()))
    for i, each in enumerate(results):
        buffer.set_res(i, memoryview(each))

    def call():
        run()
        return results

    call.kept = buffer, inputs  # the buffer knows their addresses only
    return call


def prepare(case, n, inputs):
    if case not in CASES or (case == "seed" and n > 10**6):
        return None  # ten million points take seconds, and ten times as long as one million
    f, shapes, shared = CASES[case]
    symbols = [ca.SX.sym("x%d" % i, *shape) for i, shape in enumerate(shapes)]
    variables = symbols[:shared] if shared else symbols
    z = f(*symbols)
    works = []
    for wanted in ([], variables):
        work = caller(mapped(n, shared, symbols, [z, *[ca.gradient(z, each) for each in wanted]]), inputs[: len(symbols)])
        if case == "mixture":
            rest = prior(n, *variables)
            rest = ca.Function("prior", variables, [rest, *[ca.gradient(rest, each) for each in wanted]])
            work = added(work, caller(rest, inputs[:shared]))
        if case == "matrices":
            work = summed(work)
        works.append(work)
    return works


def added(f, g):
    return lambda: [a + b for a, b in zip(f(), g())]


def summed(f):
    def call():
        value, *gradient = f()
        return [value.sum(), *gradient]

    return call


common.run("casadi, C" if IS_COMPILED else "casadi", prepare)
