// Tiles are made of text nodes: names come from the warehouse.
export default function ({ data, parentElement, setTriggerValue }) {
  const grid = parentElement.querySelector('.grid');
  grid.setAttribute('role', 'group');
  grid.setAttribute('aria-label', data.label);
  grid.replaceChildren(...data.tiles.map((tile) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tile';
    button.title = `${tile.name} ${tile.told}`;
    button.setAttribute('aria-label', `${tile.short} ${tile.name} ${tile.told}`);
    button.style.gridColumn = tile.column;
    button.style.gridRow = tile.row;
    button.style.background = tile.background;
    button.style.color = tile.ink;
    const count = document.createElement('small');
    count.textContent = tile.told;
    button.append(tile.short, count);
    button.onclick = () => setTriggerValue('clicked', tile.code);
    return button;
  }));
}
