"""The training steps of AutogradBenchmark in PyTorch, eager, on one thread: processor time of a step, the best of many rounds."""
import os
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
RATE = 0.01
SECONDS = float(os.environ.get("PEERS_SECONDS", "10"))


def network(batch):
    x = torch.rand(batch, 64)
    t = torch.arange(batch) % 10
    w, b = (torch.randn(64, 32) * 0.1).requires_grad_(), torch.zeros(32, requires_grad=True)
    v, a = (torch.randn(32, 10) * 0.1).requires_grad_(), torch.zeros(10, requires_grad=True)
    optimizer = torch.optim.SGD([w, b, v, a], RATE)

    def step():
        optimizer.zero_grad()
        F.cross_entropy(torch.tanh(x @ w + b) @ v + a, t).backward()
        optimizer.step()

    return step


def loop(size):
    limit = 1000 * size**0.5
    x = torch.randn(size, requires_grad=True)
    optimizer = torch.optim.SGD([x], RATE)

    def step():
        y = 1.7 * x
        while y.norm().item() < limit:
            y = 1.7 * y
        optimizer.zero_grad()
        ((y / 1000 - 0.25) ** 2).mean().backward()
        optimizer.step()

    return step


def best(step):
    least, steps = float("inf"), 1
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        start = time.thread_time()
        for _ in range(steps):
            step()
        took = (time.thread_time() - start) * 1e6 / steps
        least = min(least, took)
        steps = max(2, int(10_000 / took))
    return least


for case, n in ((network, 50), (network, 1500), (loop, 1000), (loop, 10_000), (loop, 100_000)):
    label = f"network, batches of {n}" if case is network else f"loop of {n} numbers"
    print(f"{label:28} torch {torch.__version__} {best(case(n)):8.1f} µs", flush=True)
