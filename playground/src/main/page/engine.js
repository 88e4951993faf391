'use strict';

/**
 * The compiler in a thread of its own, so that typing never waits for it. The script is a function whose text the worker
 * runs: a page in a file may not load a script there. One question is answered at a time; others wait, and are left out
 * once nobody needs them.
 */
class Engine {
  /** Milliseconds after which a question counts as one without an answer. */
  static PATIENCE = 20_000;

  #worker;
  #waiting = [];
  #current = null;

  constructor() {
    this.#start();
  }

  #start() {
    const main = `(${compilerScript}).call(self);
      onmessage = ({data}) => {
        try {
          postMessage({answer: self.answer(JSON.stringify(data))});
        } catch (failure) {
          postMessage({failure: String(failure && failure.stack || failure), isDeep: failure instanceof RangeError});
        }
      };`;
    const url = URL.createObjectURL(new Blob([main], {type: 'text/javascript'}));
    this.#worker = new Worker(url);
    this.#worker.onmessage = ({data}) => this.#finish(Engine.#read(data));
    this.#worker.onerror = event => this.#finish({error: `error: ${event.message}`, marks: []});
  }

  static #read({answer, failure, isDeep}) {
    if (answer !== undefined) {
      return JSON.parse(answer);
    }
    console.error(failure);
    const message = isDeep
      ? 'the program is nested too deeply for a browser: the command line takes it'
      : 'the page has failed; this is no fault of the program';
    return {error: `error: ${message}`, marks: []};
  }

  /** The answer; null if the question was given up before it was its turn. */
  ask(question) {
    return new Promise(resolve => {
      this.#waiting.push({question, resolve});
      this.#next();
    });
  }

  /** Gives up all questions that have not begun. */
  forget() {
    this.#waiting.splice(0).forEach(({resolve}) => resolve(null));
  }

  #next() {
    if (this.#current === null && this.#waiting.length > 0) {
      this.#current = this.#waiting.shift();
      this.#current.timer = setTimeout(() => this.#giveUp(), Engine.PATIENCE);
      this.#worker.postMessage(this.#current.question);
    }
  }

  #finish(answer) {
    const {resolve, timer} = this.#current;
    clearTimeout(timer);
    this.#current = null;
    resolve(answer);
    this.#next();
  }

  #giveUp() {
    this.#worker.terminate();
    this.#start();
    this.#finish({error: 'error: no answer within 20 seconds: the command line is faster', marks: []});
  }
}
