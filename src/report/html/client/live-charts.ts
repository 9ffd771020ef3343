import type { ChartSource, Drawing } from '../charts/chart.js';
import { initChart } from '../charts/echarts-parts.js';
import { chartNamed } from '../charts/registry.js';

/** Fits an A4 page with its margins. */
const paperWidthPx = 640;

/** Puts a live chart in the place of the still pictures, and draws it anew when its place changes its width. */
function drawLive(place: HTMLElement, drawing: Drawing): void {
  place.replaceChildren();
  place.style.height = `${drawing.heightPx}px`;
  const chart = initChart(place, null, { renderer: 'svg' });
  let shownPx = 0;
  const draw = (widthPx: number): void => {
    if (widthPx === shownPx || widthPx === 0) return;
    shownPx = widthPx;
    chart.resize({ width: widthPx, height: drawing.heightPx });
    chart.setOption(drawing.option({ widthPx, interactive: true }), { notMerge: true });
  };
  draw(place.clientWidth);
  new ResizeObserver(() => draw(place.clientWidth)).observe(place);
  addEventListener('beforeprint', () => draw(Math.min(place.clientWidth, paperWidthPx)));
  addEventListener('afterprint', () => draw(place.clientWidth));
  place.dataset.live = 'true';
}

export function drawCharts(source: ChartSource): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-chart]')) {
    const drawing = chartNamed(place.dataset.chart, source)?.drawing(source);
    if (drawing) drawLive(place, drawing);
  }
}
