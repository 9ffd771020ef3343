import type { Drawing } from './chart.js';
import { initChart } from './echarts-parts.js';
import { fontFamily } from './palette.js';

/**
 * Ids and classes of zrender count up over the life of the process (`zr7-c0`, `zr7-cls-12`), so they would differ from
 * render to render and could meet those of another chart. They are numbered anew under a prefix of their own.
 */
export function normaliseIds(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  return svg.replace(/zr\d+-[a-z]+-?\d+/g, (id) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const name = `${prefix}-${names.size}`;
    names.set(id, name);
    return name;
  });
}

const coordinates = / (?:d|transform|points|x|y|width|height)="[^"]*"/g;

/** Coordinates to a tenth of a pixel: the eye sees no more, and the page is smaller. Texts keep their digits. */
const roundCoordinates = (svg: string): string =>
  svg.replace(coordinates, (attribute) =>
    attribute.replace(/\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10)),
  );

/** Said once in the page's style instead of at every text. */
const fontDeclaration = `font-family:${fontFamily};`;

/** A chart as an SVG string, without a DOM; scales to its container, keeping its proportions. */
export function drawSvg(drawing: Drawing, widthPx: number, prefix: string): string {
  const chart = initChart(null, null, {
    renderer: 'svg',
    ssr: true,
    width: widthPx,
    height: drawing.heightPx,
  });
  try {
    chart.setOption(drawing.option({ widthPx, interactive: false }));
    const svg = chart.renderToSVGString().replaceAll(fontDeclaration, '');
    return roundCoordinates(normaliseIds(svg, prefix));
  } finally {
    chart.dispose();
  }
}
