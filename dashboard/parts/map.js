// Names are text nodes and attributes: nothing is read as HTML.
const SPACE = 'http://www.w3.org/2000/svg';

export default function ({ data, parentElement }) {
  const svg = parentElement.querySelector('svg');
  svg.setAttribute('viewBox', `0 0 ${data.width} ${data.height}`);
  svg.setAttribute('aria-label', data.label);
  const pattern = made('pattern', { id: 'hatch', width: 4, height: 4, patternUnits: 'userSpaceOnUse' });
  pattern.setAttribute('patternTransform', 'rotate(45)');
  pattern.append(made('rect', { width: 1.6, height: 4, fill: '#ffffff' }));
  const silent = made('path', { class: 'silent', d: data.silent, 'stroke-width': data.size });
  svg.replaceChildren(pattern, silent, ...data.dots.map((dot) => linked(dot, data.size)));
}

function made(name, attributes) {
  const node = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function linked(dot, size) {
  const place = { cx: dot.x, cy: dot.y, r: size };
  const link = made('a', { href: dot.href, 'aria-label': dot.told });
  const title = made('title', {});
  title.textContent = dot.told;
  link.append(title, made('circle', { ...place, ...(dot.fill ? { fill: dot.fill } : { class: 'ring' }) }));
  if (dot.hatched) link.append(made('circle', { ...place, fill: 'url(#hatch)', class: 'hatched' }));
  return link;
}
