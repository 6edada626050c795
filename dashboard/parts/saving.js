// What is seen is what is saved: styles are written into a copy of the drawing, which then needs no page around it.
const STYLES = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'opacity', 'font'];
const LINE = 18;
const MARGIN = 10;

export default function ({ data, parentElement }) {
  for (const button of parentElement.querySelectorAll('button')) {
    button.textContent = data.said[button.value];
    button.onclick = () => save(button.value, data);
  }
}

async function save(kind, data) {
  const drawn = found(document.querySelector(`.st-key-${data.chart}`));
  if (!drawn) return;
  const picture = copied(drawn, data);
  const text = new XMLSerializer().serializeToString(picture);
  const svg = new Blob([text], { type: 'image/svg+xml' });
  const link = document.createElement('a');
  link.download = `${data.file}.${kind}`;
  link.href = URL.createObjectURL(kind === 'svg' ? svg : await painted(svg, picture));
  link.click();
  URL.revokeObjectURL(link.href);
}

// The drawing of the map stands in the shadow of its component.
function found(element) {
  const shadows = [...(element?.querySelectorAll('*') ?? [])].map((inner) => inner.shadowRoot).filter(Boolean);
  return [element, ...shadows].map((root) => root?.querySelector('svg.marks, svg[role=group]')).find(Boolean);
}

function copied(drawn, data) {
  const { width, height } = drawn.getBoundingClientRect();
  const copy = drawn.cloneNode(true);
  const originals = drawn.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((node, at) => {
    const style = getComputedStyle(originals[at]);
    for (const name of STYLES) node.style.setProperty(name, style.getPropertyValue(name));
  });
  const box = drawn.viewBox.baseVal;
  const scale = box.width ? box.width / width : 1;
  const below = data.lines.length * LINE * scale;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const margin = MARGIN * scale;
  copy.setAttribute('width', width + 2 * MARGIN);
  copy.setAttribute('height', height + below / scale + 2 * MARGIN);
  copy.setAttribute('viewBox', [-margin, -margin, width * scale + 2 * margin, height * scale + below + 2 * margin].join(' '));
  const made = (name) => document.createElementNS('http://www.w3.org/2000/svg', name);
  const paper = made('rect');
  for (const [name, value] of [['x', -margin], ['y', -margin], ['width', '100%'], ['height', '100%'], ['fill', data.paper]]) paper.setAttribute(name, value);
  copy.prepend(paper);
  data.lines.forEach((line, at) => {
    const words = made('text');
    words.textContent = line;
    words.setAttribute('y', (height + LINE * (at + 0.7)) * scale);
    words.setAttribute('style', `fill: ${data.ink}; font: ${11 * scale}px sans-serif`);
    copy.append(words);
  });
  return copy;
}

async function painted(svg, picture) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * picture.getAttribute('width');
  canvas.height = 2 * picture.getAttribute('height');
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
