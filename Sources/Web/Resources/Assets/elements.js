// What the scripts of pages share.

/** An element with its properties and what is in it. */
export function made(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** A button that says what it does, in words and in its data. */
export function button(does, words, style = ' second') {
  const element = made('button', { type: 'button', className: `button${style}`, textContent: words });
  element.dataset.does = does;
  return element;
}

/** Degrees as addresses have them: to the 6th decimal, 11 cm, without an end of zeros. */
export function degrees(number) {
  return (Math.round(number * 1e6) / 1e6).toFixed(6).replace(/\.?0+$/, '');
}
