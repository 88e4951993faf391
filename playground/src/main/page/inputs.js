'use strict';

/** The values of the parameters: a field for each, and a slider for each that is a number. */
class Inputs {
  static #STEPS = 200;

  #list;
  #onChange;
  #texts = new Map();
  #ranges = new Map();
  #shown = [];

  constructor(list, onChange) {
    this.#list = list;
    this.#onChange = onChange;
    list.closest('form').addEventListener('submit', event => event.preventDefault());
  }

  /** Takes values and ranges by name in the place of all that there are. */
  set(texts, ranges = {}) {
    this.#texts = new Map(Object.entries(texts));
    this.#ranges = new Map(Object.entries(ranges));
    this.#shown = [];
    this.#list.replaceChildren();
  }

  /** The values of parameters; before these are known, of all names that the program has. */
  values(program) {
    const words = new Set(program.match(/[\p{L}_][\p{L}\p{N}_₀-₉]*/gu));
    return Object.fromEntries([...this.#texts].filter(([name]) => words.has(name)));
  }

  /** The values of what is shown. */
  shown() {
    return Object.fromEntries(this.#shown.map(({name}) => [name, this.#texts.get(name)]));
  }

  /** The shown parameters that are numbers, with their ranges. */
  numbers() {
    return this.#shown.filter(({isNumber}) => isNumber)
      .map(({name}) => ({name, value: Number(this.#texts.get(name)), range: this.range(name)}));
  }

  range(name) {
    if (!this.#ranges.has(name)) {
      const value = Number(this.#texts.get(name)) || 0;
      this.#ranges.set(name, value > 0 ? [0, 2 * value] : value < 0 ? [2 * value, 0] : [-1, 1]);
    }
    return this.#ranges.get(name);
  }

  /** Shows the parameters of a program: {name, type, isNumber, value}. */
  show(inputs) {
    const key = list => list.map(({name, type}) => `${name}: ${type}`).join();
    const isSame = key(inputs) === key(this.#shown);
    this.#shown = inputs.map(input => ({...input}));
    inputs.forEach(({name, value}) => this.#texts.has(name) || this.#texts.set(name, String(value)));
    if (!isSame) {
      const {id, selectionStart} = document.activeElement;
      this.#list.replaceChildren(...inputs.map(input => this.#row(input)));
      const field = id ? this.#list.querySelector(`#${CSS.escape(id)}`) : null;
      if (field !== null) {
        // somebody is typing in it
        field.focus();
        field.setSelectionRange(selectionStart, selectionStart);
      }
    }
  }

  #row({name, type, isNumber}) {
    const row = document.createElement('div');
    row.className = isNumber ? 'input slides' : 'input';
    const id = `input-${name}`;
    row.innerHTML = `<label for="${id}"></label><input id="${id}" class="value" spellcheck="false" inputmode="decimal">`;
    row.querySelector('label').textContent = name;
    row.querySelector('label').title = type;
    const field = row.querySelector('.value');
    field.value = this.#texts.get(name);
    field.dataset.name = name;
    if (!isNumber) {
      field.inputMode = 'text';
      field.setAttribute('aria-label', `${name}, ${type}`);
    }
    const slider = isNumber ? this.#slider(row, name, field) : null;
    field.addEventListener('input', () => {
      this.#texts.set(name, field.value.trim());
      if (slider !== null && field.value.trim() !== '' && Number.isFinite(Number(field.value))) {
        this.#include(name, Number(field.value), row);
        slider.value = field.value;
      }
      this.#onChange();
    });
    return row;
  }

  #slider(row, name, field) {
    const slider = document.createElement('input');
    slider.type = 'range';
    slider.dataset.name = name;
    slider.setAttribute('aria-label', `${name}, slider`);
    slider.addEventListener('input', () => {
      field.value = String(+Number(slider.value).toPrecision(10));
      this.#texts.set(name, field.value);
      this.#onChange();
    });
    const bounds = [0, 1].map(end => this.#bound(name, end, row));
    row.append(bounds[0], slider, bounds[1]);
    this.#setBounds(name, row);
    slider.value = field.value;
    return slider;
  }

  #bound(name, end, row) {
    const bound = document.createElement('input');
    bound.className = 'bound';
    bound.inputMode = 'decimal';
    bound.setAttribute('aria-label', `${end === 0 ? 'least' : 'largest'} ${name}`);
    bound.addEventListener('change', () => {
      const number = Number(bound.value);
      const range = [...this.range(name)];
      range[end] = number;
      if (bound.value.trim() !== '' && Number.isFinite(number) && range[0] < range[1]) {
        this.#ranges.set(name, range);
      }
      this.#setBounds(name, row);
      this.#onChange();
    });
    return bound;
  }

  #setBounds(name, row) {
    const [from, to] = this.range(name);
    const slider = row.querySelector('[type=range]');
    const bounds = row.querySelectorAll('.bound');
    [bounds[0].value, bounds[1].value] = [from, to];
    [slider.min, slider.max, slider.step] = [from, to, Inputs.#roundStep((to - from) / Inputs.#STEPS)];
  }

  /** So that values on the way are round numbers. */
  static #roundStep(step) {
    const power = 10 ** Math.floor(Math.log10(step));
    return [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= step * 0.999);
  }

  /** A value that was typed beyond the range makes it wider. */
  #include(name, value, row) {
    const [from, to] = this.range(name);
    if (value < from || value > to) {
      this.#ranges.set(name, [Math.min(from, value), Math.max(to, value)]);
      this.#setBounds(name, row);
    }
  }

  /** The ranges that are shown, by name. */
  ranges() {
    return Object.fromEntries(this.numbers().map(({name, range}) => [name, range]));
  }
}
