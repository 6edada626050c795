// Reports are strangers' texts: everything here is a text node, nothing is read as HTML.
export default function ({ data, parentElement, setTriggerValue }) {
  const report = parentElement.querySelector('.report');
  report.setAttribute('aria-label', data.label);
  const shown = JSON.stringify(data.pieces);
  if (report.shown !== shown) {
    report.replaceChildren(...data.pieces.map((piece) => made(piece, data)));
    report.shown = shown;
    report.wasAt = undefined;
  }
  for (const button of report.querySelectorAll('.figure')) {
    button.setAttribute('aria-pressed', String(button.dataset.figure === data.chosen));
    button.onclick = () => setTriggerValue('clicked', button.dataset.figure);
  }
  const goal = data.chosen || data.place;
  if (goal && report.wasAt !== goal) scrollTo(report, data);
  report.wasAt = goal;
}

function made(piece, data) {
  if (!piece.id) return document.createTextNode(piece.text);
  const button = document.createElement('button');
  const colours = data.colours[piece.domain] ?? data.unknown;
  button.type = 'button';
  button.className = 'figure';
  button.dataset.figure = piece.id;
  button.textContent = piece.text;
  button.title = data.hint;
  button.style.background = colours.background;
  button.style.borderBottomColor = colours.line;
  return button;
}

function scrollTo(report, data) {
  const chosen = data.chosen && [...report.querySelectorAll('.figure')].find((it) => it.dataset.figure === data.chosen);
  const range = chosen ? null : rangeAt(report, data.place ?? 0);
  const box = (chosen || range)?.getBoundingClientRect();
  if (!box) return;
  report.scrollTop += box.top - report.getBoundingClientRect().top - report.clientHeight / 3;
  // Near its end the text cannot scroll that far, and the lower part of it may lie below the window.
  const after = (chosen || range).getBoundingClientRect();
  if (after.bottom > innerHeight) (chosen || report).scrollIntoView({ block: chosen ? 'center' : 'end' });
}

// The offset counts code points, as the warehouse does; JavaScript counts UTF-16 units.
function rangeAt(report, place) {
  let left = place;
  for (const node of report.childNodes) {
    const points = [...node.textContent];
    if (left < points.length) {
      const text = node.firstChild ?? node;
      const range = document.createRange();
      range.setStart(text, points.slice(0, left).join('').length);
      range.setEnd(text, text.length);
      return range;
    }
    left -= points.length;
  }
  return null;
}
