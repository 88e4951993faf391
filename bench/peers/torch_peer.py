"""PyTorch, as it is (eager), or with PEERS_COMPILE=1 through torch.compile."""
import math
import os

import torch
import torch.nn.functional as F

import common

torch.set_num_threads(common.THREADS)
IS_COMPILED = os.environ.get("PEERS_COMPILE") == "1"


def price(s, k, r, sigma, t):
    d1 = (torch.log(s / k) + (r + sigma**2 / 2) * t) / (sigma * torch.sqrt(t))
    return s * torch.special.ndtr(d1) - k * torch.exp(-r * t) * torch.special.ndtr(d1 - sigma * torch.sqrt(t))


def loss(w, b, v, a, x, t):
    return F.cross_entropy(torch.tanh(x @ w + b) @ v + a, t)


def mixture(alpha, mu, q, l, x, place):
    k, d = mu.shape
    below = torch.cat([torch.zeros(k, 1, dtype=l.dtype), l], dim=1)[:, place]
    centred = x[:, None, :] - mu
    white = torch.exp(q) * centred + torch.einsum("jrc,ijc->ijr", below, centred)
    terms = alpha + q.sum(1) - (white**2).sum(2) / 2
    likelihood = torch.logsumexp(terms, 1).sum() - len(x) * (torch.logsumexp(alpha, 0) + d * math.log(2 * math.pi) / 2)
    return likelihood + (torch.exp(q) ** 2).sum() / 2 + (l**2).sum() / 2 - k * common.log_gammas(d, 0)


# The function, and how many of its arguments are variables.
CASES = {
    "seed": (lambda x, y: y * torch.log(x) + torch.sin(y), 2),
    "call": (price, 5),
    "polynomial": (lambda x, y: (x + 2) ** 2 * 3 * y, 2),
    "network": (loss, 4),
    "mixture": (mixture, 4),
    "matrices": (lambda a, b: ((a @ b) ** 2).sum(), 2),
}


def prepare(case, n, inputs):
    f, count = CASES[case]
    arguments = [torch.from_numpy(each) for each in inputs]
    return compiled(f, count, arguments) if IS_COMPILED else eager(f, count, arguments)


def eager(f, count, arguments):
    variables = [each.requires_grad_() for each in arguments[:count]]

    def value():
        with torch.no_grad():
            return f(*arguments)

    def gradient():
        z = f(*arguments)
        return [z.detach(), *torch.autograd.grad(z, variables, torch.ones_like(z))]

    return value, gradient


def compiled(f, count, arguments):
    """Value and gradient as one program, which is faster than a compiled function with a tape around it."""
    torch.compiler.reset()

    @torch.compile(dynamic=False)
    def gradient(variables, constants):
        z, pullback = torch.func.vjp(lambda *variables: f(*variables, *constants), *variables)
        return [z, *pullback(torch.ones_like(z))]

    value = torch.compile(f, dynamic=False)
    return (lambda: value(*arguments)), (lambda: gradient(arguments[:count], arguments[count:]))


common.run("torch.compile" if IS_COMPILED else "torch", prepare)
