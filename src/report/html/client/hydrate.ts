import type { ChartSource } from '../charts/chart.js';
import { offerCopying } from './copy-button.js';
import { drawCharts } from './live-charts.js';
import { offerThemes } from './theme-toggle.js';

/** The page is complete without this script; it makes charts interactive and shows the buttons. */
const source = JSON.parse(document.getElementById('chart-source')?.textContent ?? '{}') as ChartSource;
offerThemes();
offerCopying();
drawCharts(source);
