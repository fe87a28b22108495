/** Icons drawn for Lumi on a grid of 24 × 24 units, with lines only. */
const PATHS = {
  chat: 'M4 5h16v11H10l-4 4v-4H4zM8 9.5h8M8 12.5h5',
  close: 'M6 6l12 12M18 6L6 18',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 11v5.5M12 7.4v.2',
  reset: 'M4.5 12a7.5 7.5 0 1 0 2.6-5.7L4 9M4 4v5h5',
  send: 'M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4',
  stop: 'M7 7h10v10H7z',
  up: 'M7 11v9H4v-9zM7 11l4-8c1.700 0 2.500 1.200 2.200 2.800L12.600 9H19c1.300 0 2 1 1.700 2.200l-1.800 7c-.2 1-1 1.800-2.100 1.800H7',
  down: 'M7 13V4H4v9zM7 13l4 8c1.700 0 2.500-1.200 2.200-2.800L12.600 15H19c1.300 0 2-1 1.700-2.200l-1.800-7C18.700 4.800 17.900 4 16.800 4H7',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  back: 'M4 12h16M10 6l-6 6 6 6',
  expand: 'M6 9l6 6 6-6',
} as const;
const SVG = 'http://www.w3.org/2000/svg';

/** An icon that assistive technology passes over; the control around it has the name. */
export function createIcon(name: keyof typeof PATHS): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  for (const [attribute, value] of [
    ['viewBox', '0 0 24 24'],
    ['aria-hidden', 'true'],
    ['focusable', 'false'],
    ['class', `icon icon-${name}`],
  ] as const) {
    svg.setAttribute(attribute, value);
  }
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
