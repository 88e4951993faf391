'use strict';

/** Programs with their words in colours. */
class Colours {
  static #TOKEN =
    /(?<comment>#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)|(?<number>\b\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(?<string>"(?:[^"\\]|\\.)*")|(?<word>[\p{L}_][\p{L}\p{N}_]*)/gu;
  static #LANGUAGE = new Set(
    ('input const return for in while if else and or not pi inf nan true false no_grad by derivative f64 f32 int bool')
      .split(' '));
  static #JAVA = new Set(
    ('public private static final class package import return double int long boolean void new for while if else break'
      + ' throw true false null').split(' '));

  /** As HTML. */
  static ofProgram(text, marks = []) {
    return Colours.#html(text, Colours.#LANGUAGE, marks);
  }

  static ofJava(text) {
    return Colours.#html(text, Colours.#JAVA, []);
  }

  static #html(text, words, marks) {
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(Colours.#TOKEN)) {
      const kind = Object.keys(match.groups).find(name => match.groups[name] !== undefined);
      const next = text.slice(match.index + match[0].length).trimStart()[0];
      const style = kind === 'word' ? (words.has(match[0]) ? 'keyword' : next === '(' ? 'call' : null) : kind;
      pieces.push({from: end, to: match.index, style: null}, {from: match.index, to: match.index + match[0].length, style});
      end = match.index + match[0].length;
    }
    pieces.push({from: end, to: text.length, style: null});
    return pieces.map(piece => Colours.#piece(text, piece, marks)).join('');
  }

  /** A piece of one colour, cut where a mark begins or ends. */
  static #piece(text, {from, to, style}, marks) {
    const cuts = [from, to];
    marks.forEach(mark => cuts.push(mark.from, mark.from + mark.length));
    const inside = [...new Set(cuts)].filter(cut => cut >= from && cut <= to).sort((a, b) => a - b);
    let html = '';
    for (let i = 0; i + 1 < inside.length; i++) {
      const mark = marks.find(each => each.from <= inside[i] && inside[i] < each.from + each.length);
      const classes = [style, mark && mark.severity].filter(Boolean).join(' ');
      const content = Colours.escape(text.slice(inside[i], inside[i + 1]));
      html += classes ? `<span class="${classes}">${content}</span>` : content;
    }
    return html;
  }

  static escape(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  }
}
