'use strict';

/** Curves and fields as pictures (SVG), in the page's colours. */
class Plot {
  static #WIDTH = 640;
  static #LEFT = 64;
  static #RIGHT = 16;
  static #BOTTOM = 34;
  static #TOP = 22;

  /** Pictures on one page share their names. */
  static #count = 0;

  #height;
  #x;
  #y;
  #parts = [];
  #id = ++Plot.#count;

  /** @param x, y the ranges that it shows: [from, to] */
  constructor(x, y, height = 320) {
    this.#height = height;
    this.#x = Plot.#wide(x);
    this.#y = Plot.#wide(y);
  }

  static #wide([from, to]) {
    const isWide = to - from > 1e-12 * Math.max(Math.abs(from), Math.abs(to), 1e-300);
    return isWide ? [from, to] : [from - 0.5, to + 0.5];
  }

  /** The range of finite numbers, without the few that would flatten all others. */
  static extent(values) {
    const finite = values.filter(Number.isFinite).sort((a, b) => a - b);
    if (finite.length === 0) {
      return [0, 1];
    }
    const cut = Math.floor(finite.length / 50);
    const [from, to] = [finite[cut], finite[finite.length - 1 - cut]];
    const all = [finite[0], finite[finite.length - 1]];
    const [low, high] = all[1] - all[0] > 8 * (to - from) && to > from ? [from, to] : all;
    const room = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
    return [low - room, high + room];
  }

  #px(x) {
    const [from, to] = this.#x;
    return Plot.#LEFT + ((x - from) / (to - from)) * (Plot.#WIDTH - Plot.#LEFT - Plot.#RIGHT);
  }

  #py(y) {
    const [from, to] = this.#y;
    return this.#height - Plot.#BOTTOM - ((y - from) / (to - from)) * (this.#height - Plot.#BOTTOM - Plot.#TOP);
  }

  /** Round numbers in a range, some five of them. */
  static #ticks([from, to]) {
    const rough = (to - from) / 5;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * [1, 2, 5, 10].find(factor => factor * power >= rough);
    const ticks = [];
    for (let i = Math.ceil(from / step); i * step <= to; i++) {
      ticks.push(i * step);
    }
    return ticks;
  }

  static #label(number) {
    const size = Math.abs(number);
    return size !== 0 && (size >= 1e5 || size < 1e-4) ? number.toExponential(1) : String(+number.toPrecision(6));
  }

  axes(nameX, nameY) {
    for (const x of Plot.#ticks(this.#x)) {
      this.#parts.push(`<path class="grid" d="M${this.#px(x)} ${Plot.#TOP}V${this.#height - Plot.#BOTTOM}"/>`,
        `<text x="${this.#px(x)}" y="${this.#height - Plot.#BOTTOM + 16}">${Plot.#label(x)}</text>`);
    }
    for (const y of Plot.#ticks(this.#y)) {
      this.#parts.push(`<path class="grid" d="M${Plot.#LEFT} ${this.#py(y)}H${Plot.#WIDTH - Plot.#RIGHT}"/>`,
        `<text class="left" x="${Plot.#LEFT - 6}" y="${this.#py(y) + 4}">${Plot.#label(y)}</text>`);
    }
    this.#parts.push(
      `<text class="name" x="${Plot.#WIDTH - Plot.#RIGHT}" y="${this.#height - 4}">${Colours.escape(nameX)}</text>`,
      `<text class="name first" x="4" y="${Plot.#TOP - 8}">${Colours.escape(nameY)}</text>`);
    return this;
  }

  /** A line through all points that are finite, broken where one is not. */
  line(xs, ys, style) {
    let path = '';
    let isDrawn = false;
    const [low, high] = this.#y;
    xs.forEach((x, i) => {
      const isShown = Number.isFinite(ys[i]);
      const y = Math.min(Math.max(ys[i], low - (high - low)), high + (high - low));
      path += isShown ? `${isDrawn ? 'L' : 'M'}${this.#px(x).toFixed(1)} ${this.#py(y).toFixed(1)}` : '';
      isDrawn = isShown;
    });
    this.#parts.push(`<path class="${style}" clip-path="url(#inside-${this.#id})" d="${path}"/>`);
    return this;
  }

  dot(x, y) {
    if (Number.isFinite(x) && Number.isFinite(y)) {
      this.#parts.push(`<circle class="point" cx="${this.#px(x)}" cy="${this.#py(y)}" r="5"/>`);
    }
    return this;
  }

  /** Cells in shades of their values, on a grid from the lower left. */
  cells(xs, ys, values) {
    const [low, high] = Plot.extent(values);
    const width = this.#px(xs[1]) - this.#px(xs[0]);
    const height = this.#py(ys[0]) - this.#py(ys[1]);
    values.forEach((value, i) => {
      if (Number.isFinite(value)) {
        const x = this.#px(xs[i % xs.length]) - width / 2;
        const y = this.#py(ys[Math.floor(i / xs.length)]) - height / 2;
        const shade = Math.min(Math.max((value - low) / (high - low), 0), 1);
        this.#parts.push(`<rect class="cell" shape-rendering="crispEdges" x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}"`
          + ` height="${height.toFixed(1)}" fill-opacity="${(0.04 + 0.5 * shade).toFixed(3)}"/>`);
      }
    });
    return this;
  }

  /** The direction of each gradient on the page, its length by the root of its size. */
  arrows(xs, ys, dxs, dys) {
    const scaleX = this.#px(1) - this.#px(0);
    const scaleY = this.#py(1) - this.#py(0);
    // steepest ascent of a picture whose axes are stretched: gradients by pixels
    const vectors = dxs.map((dx, i) => [dx / scaleX, dys[i] / scaleY]);
    const sizes = vectors.map(([u, v]) => Math.hypot(u, v)).filter(Number.isFinite);
    const largest = Math.max(...sizes, Number.MIN_VALUE);
    const room = 0.95 * Math.min(this.#px(xs[1]) - this.#px(xs[0]), this.#py(ys[0]) - this.#py(ys[1]));
    vectors.forEach(([u, v], i) => {
      const size = Math.hypot(u, v);
      if (Number.isFinite(size) && size > 0) {
        const length = room * Math.max(0.3, Math.sqrt(size / largest));
        const [ux, uy] = [(u / size) * length, (v / size) * length];
        const x = this.#px(xs[i % xs.length]) - ux / 2;
        const y = this.#py(ys[Math.floor(i / xs.length)]) - uy / 2;
        this.#parts.push(`<path class="arrow" marker-end="url(#head-${this.#id})" d="M${x.toFixed(1)} ${y.toFixed(1)}l${ux.toFixed(1)} ${uy.toFixed(1)}"/>`);
      }
    });
    return this;
  }

  /** @param title for those who cannot see it */
  html(title) {
    const inner = `x="${Plot.#LEFT}" y="${Plot.#TOP}" width="${Plot.#WIDTH - Plot.#LEFT - Plot.#RIGHT}"`
      + ` height="${this.#height - Plot.#TOP - Plot.#BOTTOM}"`;
    return `<svg class="plot" viewBox="0 0 ${Plot.#WIDTH} ${this.#height}" role="img" aria-label="${Colours.escape(title)}">
      <defs><clipPath id="inside-${this.#id}"><rect ${inner}/></clipPath>
      <marker id="head-${this.#id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="4.5" markerHeight="4.5" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>
      ${this.#parts.join('\n')}</svg>`;
  }
}
