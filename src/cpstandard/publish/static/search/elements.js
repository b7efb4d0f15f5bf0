// Makes elements. Text is always set as text, so nothing in a record can become markup.

export function make(name, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value);
  }
  if (text !== undefined) element.textContent = text;
  element.append(...children.filter(Boolean));
  return element;
}

// The words of the interface, which come with the page in its language.
export class Phrases {
  constructor(phrases, language) {
    this.phrases = phrases;
    this.rules = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(language);
  }

  say(key, values = {}) {
    const shown = (value) => (typeof value === "number" ? this.numbers.format(value) : value);
    return this.phrases[key].replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
  }

  // A phrase with a number `n`, in the form that the language has for it.
  count(key, n, values = {}) {
    const form = `${key}.${this.rules.select(n)}`;
    return this.say(form in this.phrases ? form : `${key}.other`, { n, ...values });
  }
}
