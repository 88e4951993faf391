"""NumPy, with derivatives written by hand."""
import numpy as np
from scipy.special import ndtr

import common


def seed_gradient(x, y):
    log_x = np.log(x)
    return [y * log_x + np.sin(y), y / x, log_x + np.cos(y)]


def price(s, k, r, sigma, t):
    d1 = (np.log(s / k) + (r + sigma**2 / 2) * t) / (sigma * np.sqrt(t))
    return s * ndtr(d1) - k * np.exp(-r * t) * ndtr(d1 - sigma * np.sqrt(t))


def greeks(s, k, r, sigma, t):
    root = np.sqrt(t)
    d1 = (np.log(s / k) + (r + sigma**2 / 2) * t) / (sigma * root)
    n1 = ndtr(d1)
    n2 = ndtr(d1 - sigma * root)
    discount = np.exp(-r * t)
    slope = s * np.exp(-d1 * d1 / 2) / np.sqrt(2 * np.pi)
    by_rate = k * discount * n2
    return [s * n1 - by_rate, n1, -discount * n2, t * by_rate, slope * root, slope * sigma / (2 * root) + r * by_rate]


def polynomial_gradient(x, y):
    p = x + 2
    q = 3 * p**2
    return [q * y, 6 * p * y, q]


def log_softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def loss(w, b, v, a, x, t):
    return -log_softmax(np.tanh(x @ w + b) @ v + a)[np.arange(len(t)), t].mean()


def loss_gradient(w, b, v, a, x, t):
    rows = np.arange(len(t))
    hidden = np.tanh(x @ w + b)
    log_p = log_softmax(hidden @ v + a)
    by_scores = np.exp(log_p)
    by_scores[rows, t] -= 1
    by_scores /= len(t)
    by_hidden = by_scores @ v.T * (1 - hidden**2)
    return [-log_p[rows, t].mean(), x.T @ by_hidden, by_hidden.sum(axis=0), hidden.T @ by_scores, by_scores.sum(axis=0)]


def squares(a, b):
    return ((a @ b) ** 2).sum()


def squares_gradient(a, b):
    c = a @ b
    return [(c**2).sum(), 2 * c @ b.transpose(0, 2, 1), a.transpose(0, 2, 1) @ (2 * c)]


CASES = {
    "seed": (lambda x, y: y * np.log(x) + np.sin(y), seed_gradient),
    "call": (price, greeks),
    "polynomial": (lambda x, y: (x + 2) ** 2 * 3 * y, polynomial_gradient),
    "network": (loss, loss_gradient),
    "matrices": (squares, squares_gradient),
}


def prepare(case, n, inputs):
    return [lambda f=f: f(*inputs) for f in CASES.get(case, ())]


common.run("numpy", prepare)
