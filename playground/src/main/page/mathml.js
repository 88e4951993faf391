'use strict';

/**
 * LaTeX as the compiler writes it, as MathML, which browsers typeset themselves: fractions, roots, powers, indices,
 * brackets, functions, and tables of lines.
 */
class MathText {
  static #SYMBOLS = {
    partial: '∂', infty: '∞', cdot: '·', times: '×', gets: '←', ldots: '…', le: '≤', ge: '≥', ne: '≠', land: '∧', lor: '∨',
    lnot: '¬', top: '⊤', sum: '∑', prod: '∏', lfloor: '⌊', rfloor: '⌋', lceil: '⌈', rceil: '⌉', alpha: 'α', beta: 'β',
    gamma: 'γ', delta: 'δ', epsilon: 'ϵ', zeta: 'ζ', eta: 'η', theta: 'θ', iota: 'ι', kappa: 'κ', lambda: 'λ', mu: 'μ',
    nu: 'ν', xi: 'ξ', pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ', upsilon: 'υ', phi: 'ϕ', chi: 'χ', psi: 'ψ', omega: 'ω',
    Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ', Lambda: 'Λ', Xi: 'Ξ', Pi: 'Π', Sigma: 'Σ', Upsilon: 'Υ', Phi: 'Φ', Psi: 'Ψ',
    Omega: 'Ω',
  };
  static #OPERATORS = new Set(
    'cdot times gets ldots le ge ne land lor lnot top sum prod lfloor rfloor lceil rceil partial'.split(' '));
  static #SPACES = {',': '0.17em', ' ': '0.35em', quad: '1.4em', ';': '0.28em'};

  #tokens;
  #at = 0;

  constructor(latex) {
    this.#tokens = latex.match(/\\[a-zA-Z]+|\\[^a-zA-Z]|\d+(?:\.\d+)?|\s+|[^]/gu) ?? [];
  }

  /** An element {@code math}, as text. */
  static html(latex) {
    return `<math display="block">${new MathText(latex).#row(() => false)}</math>`;
  }

  #peek() {
    return this.#tokens[this.#at];
  }

  #skipSpace() {
    while (/^\s+$/u.test(this.#peek() ?? '')) {
      this.#at++;
    }
  }

  /** Elements side by side, up to a token at which it ends. */
  #row(isEnd) {
    const items = [];
    for (this.#skipSpace(); this.#at < this.#tokens.length && !isEnd(this.#peek()); this.#skipSpace()) {
      items.push(this.#withScripts(this.#item()));
    }
    return `<mrow>${items.join('')}</mrow>`;
  }

  #withScripts(base) {
    let lower = null;
    let upper = null;
    for (this.#skipSpace(); ['_', '^'].includes(this.#peek()); this.#skipSpace()) {
      const sign = this.#tokens[this.#at++];
      const script = this.#argument();
      [lower, upper] = sign === '_' ? [script, upper] : [lower, script];
    }
    if (lower !== null && upper !== null) {
      return `<msubsup>${base}${lower}${upper}</msubsup>`;
    }
    return lower !== null ? `<msub>${base}${lower}</msub>` : upper !== null ? `<msup>${base}${upper}</msup>` : base;
  }

  #item() {
    const token = this.#tokens[this.#at++];
    if (token === '{') {
      return this.#group();
    }
    if (token.startsWith('\\')) {
      return this.#command(token.slice(1));
    }
    if (/^\d/u.test(token)) {
      return `<mn>${token}</mn>`;
    }
    return /^\p{L}$/u.test(token) ? `<mi>${token}</mi>` : `<mo>${Colours.escape(token === '-' ? '−' : token)}</mo>`;
  }

  #group() {
    const row = this.#row(token => token === '}');
    this.#at++;
    return row;
  }

  #argument() {
    this.#skipSpace();
    return this.#item();
  }

  /** The text of an argument, without its braces. */
  #text() {
    let depth = 1;
    let text = '';
    for (this.#at++; depth > 0 && this.#at < this.#tokens.length;) {
      const token = this.#tokens[this.#at++];
      depth += token === '{' ? 1 : token === '}' ? -1 : 0;
      text += depth === 0 || token === '{' || token === '}' ? '' : /^\\[^a-zA-Z]$/u.test(token) ? token.slice(1) : token;
    }
    return Colours.escape(text);
  }

  #command(name) {
    switch (name) {
      case 'frac': return `<mfrac>${this.#argument()}${this.#argument()}</mfrac>`;
      case 'sqrt': return this.#root();
      case 'left': return this.#bracketed();
      case 'begin': return this.#table(this.#text());
      case 'operatorname':
      case 'mathrm': return `<mi mathvariant="normal">${this.#text()}</mi>`;
      case 'mathit': return `<mi class="word">${this.#text()}</mi>`;
      case 'text': return `<mtext>${this.#text().replace(/ /g, '\u00A0')}</mtext>`;
      case 'textbf': return `<mtext class="strong">${this.#text()}</mtext>`;
      case 'texttt': return `<mtext class="code">${this.#text().replace(/ /g, '\u00A0')}</mtext>`;
      default: return this.#symbol(name);
    }
  }

  #symbol(name) {
    if (name in MathText.#SPACES) {
      return `<mspace width="${MathText.#SPACES[name]}"/>`;
    }
    if (!(name in MathText.#SYMBOLS)) {
      return `<mi mathvariant="normal">${Colours.escape(name)}</mi>`;
    }
    const symbol = MathText.#SYMBOLS[name];
    return MathText.#OPERATORS.has(name) ? `<mo>${symbol}</mo>` : `<mi>${symbol}</mi>`;
  }

  #root() {
    if (this.#peek() !== '[') {
      return `<msqrt>${this.#argument()}</msqrt>`;
    }
    this.#at++;
    const degree = this.#row(token => token === ']');
    this.#at++;
    return `<mroot>${this.#argument()}${degree}</mroot>`;
  }

  #bracketed() {
    const open = this.#fence();
    const row = this.#row(token => token === '\\right');
    this.#at++;
    return `<mrow>${open}${row}${this.#fence()}</mrow>`;
  }

  #fence() {
    const token = this.#tokens[this.#at++];
    const sign = token.startsWith('\\') ? MathText.#SYMBOLS[token.slice(1)] ?? token.slice(1) : token;
    return `<mo stretchy="true">${sign}</mo>`;
  }

  #table(kind) {
    if (kind === 'array') {
      this.#text();
    }
    const isEnd = token => token === '&' || token === '\\\\' || token === '\\end';
    const rows = [[]];
    for (let separator = ''; separator !== '\\end';) {
      rows[rows.length - 1].push(this.#row(isEnd));
      separator = this.#tokens[this.#at++] ?? '\\end';
      if (separator === '\\\\') {
        rows.push([]);
      }
    }
    this.#text();
    const html = rows
      .map(cells => `<mtr>${cells.map(cell => `<mtd>${cell}</mtd>`).join('')}</mtr>`)
      .join('');
    const table = `<mtable class="${kind}">${html}</mtable>`;
    return kind === 'cases' ? `<mrow><mo stretchy="true">{</mo>${table}</mrow>` : table;
  }
}
