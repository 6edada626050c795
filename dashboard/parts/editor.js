// A plain text box: what is completed is the word before the caret, from names that the page was given.
const MOST = 12;

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector('textarea');
  const list = parentElement.querySelector('ul');
  const button = parentElement.querySelector('button');
  box.setAttribute('aria-label', data.label);
  list.setAttribute('aria-label', data.label);
  button.textContent = data.run;
  parentElement.querySelector('small').textContent = data.hint;
  if (box.given !== data.sql) {
    box.value = data.sql;
    box.given = data.sql;
  }
  const run = () => setTriggerValue('run', box.value);
  button.onclick = run;
  box.oninput = () => offer(box, list, data.words);
  box.onblur = () => setTimeout(() => close(box, list), 150);
  box.onkeydown = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      close(box, list);
      run();
    } else if (!list.hidden) choose(event, box, list);
  };
}

function wordBefore(box) {
  return /[\w.]*$/.exec(box.value.slice(0, box.selectionStart))[0];
}

// `marts.ind` and `ind` both find marts.indicator_yoy.
function fits(name, word) {
  return name.toLowerCase().startsWith(word) || name.split('.').pop().toLowerCase().startsWith(word);
}

function offer(box, list, words) {
  const word = wordBefore(box).toLowerCase();
  const found = word.length < 2 ? [] : words.filter((name) => fits(name, word) && name !== word).slice(0, MOST);
  list.replaceChildren(...found.map((name, at) => option(name, at, box, list)));
  list.hidden = !found.length;
  mark(box, list, 0);
}

function option(name, at, box, list) {
  const item = document.createElement('li');
  item.setAttribute('role', 'option');
  item.id = `completion-${at}`;
  item.textContent = name;
  item.onmousedown = (event) => {
    event.preventDefault();
    insert(name, box, list);
  };
  return item;
}

function mark(box, list, at) {
  [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === at)));
  if (list.hidden) box.removeAttribute('aria-activedescendant');
  else box.setAttribute('aria-activedescendant', list.children[at].id);
  list.children[at]?.scrollIntoView({ block: 'nearest' });
}

function choose(event, box, list) {
  const at = [...list.children].findIndex((item) => item.getAttribute('aria-selected') === 'true');
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark(box, list, (at + step + list.children.length) % list.children.length);
  else if (event.key === 'Tab') insert(list.children[at].textContent, box, list);
  else if (event.key === 'Escape') close(box, list);
  else return;
  event.preventDefault();
}

function insert(name, box, list) {
  const end = box.selectionStart;
  box.setRangeText(name, end - wordBefore(box).length, end, 'end');
  close(box, list);
  box.focus();
}

function close(box, list) {
  list.hidden = true;
  box.removeAttribute('aria-activedescendant');
}
