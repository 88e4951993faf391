'use strict';

/** What happens when: the page asks about the program as it is, and shows what it is told. */
class Page {
  /** Milliseconds without a key before a program is compiled. */
  static #PAUSE = 120;
  static #POINTS = 141;
  static #GRID = 17;
  static #VIEWS = [
    {id: 'plot', title: 'Plot'}, {id: 'text', title: 'Derivative'}, {id: 'latex', title: 'Formula'},
    {id: 'java', title: 'Java'}, {id: 'svg', title: 'Graph'},
  ];

  #engine = new Engine();
  #inputs = new Inputs(document.getElementById('inputs'), () => this.#update());
  #view = 'plot';
  #over = [];
  #results = [];
  #marks = [];
  #timer = 0;
  #generation = 0;

  constructor() {
    this.#tabs();
    this.#menu();
    const program = Page.#element('program');
    program.addEventListener('input', () => this.#typed());
    program.addEventListener('scroll', () => this.#scroll());
    for (const id of ['by', 'of', 'cotangent']) {
      Page.#element(id).addEventListener('input', () => this.#later());
    }
    document.querySelectorAll('[name=ask]').forEach(each => each.addEventListener('change', () => this.#update()));
    Page.#element('link').addEventListener('click', () => this.#copyLink());
    window.addEventListener('hashchange', () => this.#open());
    this.#open();
  }

  static #element(id) {
    return document.getElementById(id);
  }

  static #program() {
    return Page.#element('program').value;
  }

  static #asked() {
    return document.querySelector('[name=ask]:checked').value;
  }

  // ---- where a program comes from, and where it goes

  #menu() {
    const menu = Page.#element('examples');
    menu.append(new Option('choose …', ''), ...EXAMPLES.map(({title}, i) => new Option(title, String(i))));
    menu.addEventListener('change', () => {
      if (menu.value !== '') {
        this.#take(EXAMPLES[Number(menu.value)]);
      }
    });
  }

  #take({program, at = {}, ranges = {}, ask = 'gradient', by = '', of = '', cotangent = ''}) {
    Page.#element('program').value = program;
    this.#inputs.set(at, ranges);
    (document.querySelector(`[name=ask][value="${CSS.escape(ask)}"]`) ?? document.querySelector('[name=ask]')).checked = true;
    Object.entries({by, of, cotangent}).forEach(([id, value]) => { Page.#element(id).value = value; });
    Page.#element('more').open = Boolean(by || of || cotangent);
    this.#over = [];
    this.#marks = [];
    this.#colour();
    this.#update();
  }

  /** The program in the address, or the first example. */
  #open() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (!given.has('program')) {
      this.#take(EXAMPLES[0]);
      return;
    }
    const named = prefix => [...given].filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]);
    this.#take({
      program: given.get('program'),
      at: Object.fromEntries(named('in.')),
      ranges: Object.fromEntries(named('range.').map(([name, text]) => [name, text.split(',').map(Number)])
        .filter(([, [from, to]]) => from < to)),
      ...Object.fromEntries(['ask', 'by', 'of', 'cotangent'].filter(key => given.has(key)).map(key => [key, given.get(key)])),
    });
  }

  #address() {
    const given = new URLSearchParams({program: Page.#program()});
    Object.entries(this.#inputs.shown()).forEach(([name, value]) => given.set(`in.${name}`, value));
    Object.entries(this.#inputs.ranges()).forEach(([name, range]) => given.set(`range.${name}`, range.join()));
    given.set('ask', Page.#asked());
    ['by', 'of', 'cotangent'].filter(id => Page.#element(id).value.trim())
      .forEach(id => given.set(id, Page.#element(id).value.trim()));
    return `${location.href.split('#')[0]}#${given}`;
  }

  async #copyLink() {
    const address = this.#address();
    history.replaceState(null, '', address);
    const button = Page.#element('link');
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = 'Copied';
    } catch {
      // no clipboard for pages in files: the address bar has it
      button.textContent = 'In the address bar';
    }
    setTimeout(() => { button.textContent = 'Copy link'; }, 1600);
  }

  // ---- the program

  #typed() {
    this.#marks = [];
    Page.#element('examples').value = '';
    this.#colour();
    this.#later();
  }

  #later() {
    document.body.dataset.state = 'busy';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#update(), Page.#PAUSE);
  }

  #colour() {
    const program = Page.#element('program');
    program.rows = Math.min(Math.max(program.value.split('\n').length + 1, 4), 24);
    Page.#element('colours').innerHTML = `${Colours.ofProgram(program.value, this.#marks)}\n`;
    program.setAttribute('aria-invalid', String(this.#marks.some(({severity}) => severity === 'error')));
    this.#scroll();
  }

  #scroll() {
    const {scrollTop, scrollLeft} = Page.#element('program');
    Object.assign(Page.#element('colours'), {scrollTop, scrollLeft});
  }

  // ---- questions and answers

  #question(ask, more = {}) {
    const field = id => Page.#element(id).value.trim();
    return {
      ask, program: Page.#program(), at: this.#inputs.shown(), by: field('by'), of: field('of'),
      cotangent: field('cotangent'), ...more,
    };
  }

  /** Asks all anew; what comes too late for the next change is dropped. */
  async #update() {
    clearTimeout(this.#timer);
    const generation = ++this.#generation;
    const isOld = () => generation !== this.#generation;
    this.#engine.forget();
    document.body.dataset.state = 'busy';
    const program = Page.#program();
    if (program.trim() === '') {
      this.#fail({error: '', marks: []});
      return;
    }
    const found = await this.#engine.ask({...this.#question('inputs'), at: this.#inputs.values(program)});
    if (found === null || isOld()) {
      return;
    }
    if (found.error !== undefined) {
      this.#fail(found);
      return;
    }
    this.#inputs.show(found.inputs);
    this.#results = found.results;
    const answer = await this.#engine.ask(this.#question(Page.#asked()));
    if (answer === null || isOld()) {
      return;
    }
    if (answer.error !== undefined) {
      this.#fail(answer);
      return;
    }
    this.#answered(answer);
    await this.#show(isOld);
    if (!isOld()) {
      document.body.dataset.state = 'ready';
    }
  }

  #answered({text, notes, marks}) {
    this.#marks = marks;
    this.#colour();
    this.#say('', '');
    Page.#element('answer').textContent = text;
    Page.#element('notes').textContent = notes.join('\n');
    document.body.dataset.answer = 'current';
  }

  #fail({error, marks}) {
    this.#marks = marks;
    this.#colour();
    this.#say(error.replace(/--at /g, '').replace(/: add (\w+)=…/, ': give $1 a value'), 'error');
    this.#repair(marks);
    document.body.dataset.answer = 'old';
    document.body.dataset.state = 'ready';
  }

  #say(text, kind) {
    const problems = Page.#element('problems');
    problems.textContent = text;
    problems.className = kind;
    Page.#element('repairs').replaceChildren();
  }

  /** Offers what a message asks: did you mean 'log'? */
  #repair(marks) {
    for (const {from, length, remedy} of marks) {
      const meant = /^did you mean '([^']+)'\?$/.exec(remedy);
      if (meant) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = `Write '${meant[1]}'`;
        button.addEventListener('click', () => {
          const program = Page.#element('program');
          program.setRangeText(meant[1], from, from + length, 'end');
          program.focus();
          this.#typed();
        });
        Page.#element('repairs').append(button);
      }
    }
  }

  // ---- views

  #tabs() {
    const list = Page.#element('tabs');
    for (const {id, title} of Page.#VIEWS) {
      const tab = document.createElement('button');
      Object.assign(tab, {type: 'button', id: `tab-${id}`, textContent: title});
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-controls', 'view');
      tab.addEventListener('click', () => this.#choose(id));
      list.append(tab);
    }
    list.addEventListener('keydown', event => {
      const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (step) {
        const place = Page.#VIEWS.findIndex(({id}) => id === this.#view);
        this.#choose(Page.#VIEWS[(place + step + Page.#VIEWS.length) % Page.#VIEWS.length].id);
        Page.#element(`tab-${this.#view}`).focus();
      }
    });
    this.#mark();
  }

  #mark() {
    for (const {id} of Page.#VIEWS) {
      const tab = Page.#element(`tab-${id}`);
      tab.setAttribute('aria-selected', String(id === this.#view));
      tab.tabIndex = id === this.#view ? 0 : -1;
    }
    Page.#element('view').setAttribute('aria-labelledby', `tab-${this.#view}`);
  }

  #choose(view) {
    this.#view = view;
    this.#mark();
    Page.#element('view').replaceChildren();
    this.#update();
  }

  async #show(isOld) {
    const view = Page.#element('view');
    if (this.#view === 'plot') {
      await this.#plot(view, isOld);
    } else {
      const answer = await this.#engine.ask(this.#question(this.#view));
      if (answer !== null && !isOld()) {
        Page.#fill(view, this.#view, answer);
      }
    }
    view.dataset.view = this.#view;
  }

  static #fill(view, kind, {error, shown}) {
    if (error !== undefined) {
      view.innerHTML = `<p class="empty">${Colours.escape(error.replace(/^error: /, ''))}</p>`;
    } else if (kind === 'latex') {
      view.innerHTML = `<div class="formula">${MathText.html(shown)}</div><details><summary>LaTeX</summary>`
        + `<pre class="code">${Colours.escape(shown)}</pre></details>`;
    } else if (kind === 'svg') {
      // a picture of its own, whose style stays within
      const picture = new Image();
      picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(shown)}`;
      picture.alt = 'The program and its derivative as a graph; the tab Derivative says the same in text';
      picture.className = 'graph';
      view.replaceChildren(picture);
    } else {
      const html = kind === 'java' ? Colours.ofJava(shown) : Colours.ofProgram(shown);
      view.innerHTML = `<pre class="code">${html}</pre>`;
    }
  }

  async #plot(view, isOld) {
    const numbers = this.#inputs.numbers().filter(({value}) => Number.isFinite(value));
    const names = numbers.map(({name}) => name);
    this.#over = this.#over.filter(name => names.includes(name));
    names.forEach(name => this.#over.length < 2 && !this.#over.includes(name) && this.#over.push(name));
    if (names.length === 0) {
      view.innerHTML = '<p class="empty">A plot needs an input that is a number.</p>';
      return;
    }
    const chosen = this.#over.map(over => numbers.find(({name}) => name === over));
    const curve = await this.#engine.ask(this.#question('curve', Page.#curveOver(chosen[0])));
    if (curve === null || isOld()) {
      return;
    }
    if (curve.error !== undefined) {
      view.innerHTML = `<p class="empty">${Colours.escape(curve.error.replace(/^error: /, ''))}</p>`;
      return;
    }
    const pieces = [this.#curve(chosen[0], curve)];
    if (chosen.length > 1) {
      const field = await this.#engine.ask(this.#question('field', Page.#fieldOver(chosen)));
      if (field === null || isOld()) {
        return;
      }
      pieces.push(field.error === undefined ? this.#field(chosen, field) : '');
    }
    view.innerHTML = `<div class="plots">${pieces.join('')}</div>`;
    view.querySelectorAll('select').forEach((select, axis) => select.addEventListener('change', () => {
      const place = this.#over.indexOf(select.value);
      if (place >= 0) {
        this.#over[place] = this.#over[axis];
      }
      this.#over[axis] = select.value;
      this.#update();
    }));
  }

  static #curveOver({name, value, range: [from, to]}) {
    return {over: name, from, to, count: Page.#POINTS, value};
  }

  /** The middles of cells. */
  static #middles([from, to]) {
    return Array.from({length: Page.#GRID}, (_, i) => from + ((to - from) * (i + 0.5)) / Page.#GRID);
  }

  static #fieldOver([x, y]) {
    const [xs, ys] = [x, y].map(({range}) => Page.#middles(range));
    return {
      over: `${x.name},${y.name}`, from: xs[0], to: xs.at(-1), from2: ys[0], to2: ys.at(-1), count: Page.#GRID,
    };
  }

  #choice(axis, label) {
    const names = this.#inputs.numbers().map(({name}) => name);
    const options = names.map(name => `<option${name === this.#over[axis] ? ' selected' : ''}>${Colours.escape(name)}</option>`);
    return `<label>${label} <select>${options.join('')}</select></label>`;
  }

  #curve({name, value, range}, {x, value: values, at}) {
    const [xs, ys] = [x.map(Number), values.map(Number)];
    const result = this.#results[0];
    const plot = new Plot(range, Plot.extent(ys)).axes(name, result).line(xs, ys, 'curve');
    const [here, rise] = at.map(Number);
    if (Number.isFinite(here) && Number.isFinite(rise)) {
      plot.line(range, range.map(end => here + rise * (end - value)), 'tangent');
    }
    plot.dot(value, here);
    return `<figure><figcaption>${Colours.escape(result)} ${this.#choice(0, 'over')} with its tangent</figcaption>`
      + `${plot.html(`${result} over ${name}, with its tangent at ${value}`)}</figure>`;
  }

  #field([x, y], {value, slope, slope2}) {
    const [xs, ys] = [x, y].map(({range}) => Page.#middles(range));
    const [values, dxs, dys] = [value, slope, slope2].map(list => list.map(Number));
    const plot = new Plot(x.range, y.range, 380).cells(xs, ys, values).axes(x.name, y.name)
      .arrows(xs, ys, dxs, dys).dot(x.value, y.value);
    return `<figure><figcaption>Gradient field over ${Colours.escape(x.name)} ${this.#choice(1, 'and')}</figcaption>`
      + `${plot.html(`The gradient over ${x.name} and ${y.name}`)}</figure>`;
  }
}

new Page();
