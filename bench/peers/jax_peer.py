"""JAX, each function one jit-compiled program."""
import math
import os

import common

if common.THREADS == 1:
    # XLA asks how many cores it may use, and knows no option for all of its pools.
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["JAX_ENABLE_X64"] = "1"

import jax
import jax.numpy as jnp
from jax.scipy.special import logsumexp, ndtr


def price(s, k, r, sigma, t):
    d1 = (jnp.log(s / k) + (r + sigma**2 / 2) * t) / (sigma * jnp.sqrt(t))
    return s * ndtr(d1) - k * jnp.exp(-r * t) * ndtr(d1 - sigma * jnp.sqrt(t))


def loss(w, b, v, a, x, t):
    scores = jnp.tanh(x @ w + b) @ v + a
    return jnp.mean(logsumexp(scores, axis=1) - jnp.take_along_axis(scores, t[:, None], axis=1)[:, 0])


def mixture(alpha, mu, q, l, x, place):
    k, d = mu.shape
    below = jnp.concatenate([jnp.zeros((k, 1)), l], axis=1)[:, place]
    centred = x[:, None, :] - mu
    white = jnp.exp(q) * centred + jnp.einsum("jrc,ijc->ijr", below, centred)
    terms = alpha + q.sum(1) - (white**2).sum(2) / 2
    likelihood = logsumexp(terms, axis=1).sum() - len(x) * (logsumexp(alpha) + d * math.log(2 * math.pi) / 2)
    return likelihood + (jnp.exp(q) ** 2).sum() / 2 + (l**2).sum() / 2 - k * common.log_gammas(d, 0)


# The function, and how many of its arguments are variables.
CASES = {
    "seed": (lambda x, y: y * jnp.log(x) + jnp.sin(y), 2),
    "call": (price, 5),
    "polynomial": (lambda x, y: (x + 2) ** 2 * 3 * y, 2),
    "network": (loss, 4),
    "mixture": (mixture, 4),
    "matrices": (lambda a, b: ((a @ b) ** 2).sum(), 2),
}


def prepare(case, n, inputs):
    f, count = CASES[case]
    arguments = [jnp.asarray(each) for each in inputs]
    constants = arguments[count:]

    @jax.jit
    def gradient(variables):
        z, pullback = jax.vjp(lambda *variables: f(*variables, *constants), *variables)
        return [z, *pullback(jnp.ones_like(z))]

    value = jax.jit(f)
    return (lambda: jax.block_until_ready(value(*arguments))), (lambda: jax.block_until_ready(gradient(arguments[:count])))


common.run("jax", prepare)
