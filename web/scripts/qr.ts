import { encode } from 'uqr';

/** Draws the codes of the posters: their addresses begin with where this site stands. */
const SVG = 'http://www.w3.org/2000/svg';
for (const place of document.querySelectorAll<HTMLElement>('[data-qr]')) {
  const { data, size } = encode(new URL(place.dataset['qr'] ?? '/', location.origin).href, { ecc: 'M', border: 4 });
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', `0 0 ${size} ${size}`);
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', 'QR');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute(
    'd',
    data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join(''),
  );
  drawing.append(path);
  place.replaceChildren(drawing);
}
