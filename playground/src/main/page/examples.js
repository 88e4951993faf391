'use strict';

/** What the menu offers: a program, the values of its parameters, and what is asked first. */
const EXAMPLES = [
  {
    title: 'A formula',
    program: 'z = y*log(x) + sin(y)',
    at: {x: '2', y: '3'},
    ranges: {x: [0.1, 6], y: [-6, 6]},
  },
  {
    title: 'Black–Scholes with Greeks',
    program: `# A European call: the gradient is its Greeks.
cdf(x) = erfc(-x/sqrt(2))/2
call(S, K, r, sigma, T) {
  d1 = (log(S/K) + (r + sigma^2/2)*T) / (sigma*sqrt(T))
  d2 = d1 - sigma*sqrt(T)
  return S*cdf(d1) - K*exp(-r*T)*cdf(d2)
}`,
    at: {S: '100', K: '95', r: '0.05', sigma: '0.2', T: '0.5'},
    ranges: {S: [40, 160], K: [50, 150], r: [0, 0.1], sigma: [0.05, 0.8], T: [0.05, 2]},
  },
  {
    title: 'A layer of a network',
    program: `# Three neurons, and how far they are from the targets t.
loss(x: f64[n, 2], w: f64[2, 3], b: f64[3], const t: f64[n, 3]) = mean(bce_with_logits(x @ w + b, t))`,
    at: {
      x: '[[1, 0.5], [-1, 2]]', w: '[[0.1, -0.2, 0.3], [0.4, 0, -0.1]]', b: '[0, 0, 0]', t: '[[1, 0, 1], [0, 1, 0]]',
    },
    by: 'w, b',
  },
  {
    title: 'Kalman filter (a loop)',
    program: `# The likelihood of observations of a random walk.
loglikelihood(q, r, const y: f64[n]) {
  level = 0
  variance = 1e2
  sum = 0
  for t in 0:n {
    spread = variance + exp(r)
    surprise = y[t] - level
    sum = sum - (log(2*pi*spread) + surprise^2/spread)/2
    gain = variance/spread
    level = level + gain*surprise
    variance = variance*(1 - gain) + exp(q)
  }
  return sum
}`,
    at: {q: '-1', r: '0.5', y: '[1.1, 0.7, 1.9, 2.4, 2.2, 3.1, 2.6, 3.8]'},
    ranges: {q: [-4, 2], r: [-3, 3]},
  },
  {
    title: 'Hessian of a valley',
    program: '# Rosenbrock\'s valley, whose floor is curved.\nz = (1 - x)^2 + 100*(y - x^2)^2',
    at: {x: '-0.5', y: '0.6'},
    ranges: {x: [-2, 2], y: [-1, 3]},
    ask: 'hessian',
  },
  {
    title: 'Singular points',
    program: '# No NaN where a branch is not taken, limits where there are some.\n'
      + 'z = where(x > 0, sqrt(x), 0) + sin(x)/x + log(cosh(y))',
    at: {x: '0', y: '1000'},
    ranges: {x: [-12, 12], y: [-1000, 1000]},
  },
  {
    title: 'Kepler\'s equation (implicit)',
    program: '# The eccentric anomaly: its derivative is that of an implicit function.\nE = root(E -> E - e*sin(E) - M, M)',
    at: {e: '0.3', M: '1'},
    ranges: {e: [0, 0.9], M: [0, 6.2]},
  },
  {
    title: 'A length that depends on data',
    program: 'y = 2*x\nwhile abs(y) < 1000 { y = 2*y }',
    at: {x: '3'},
    ranges: {x: [0.5, 8]},
  },
];
