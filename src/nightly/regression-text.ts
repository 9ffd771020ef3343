import { quantityText } from '../report/format.js';
import { metricCatalog } from '../report/metric-catalog.js';
import type { Regression } from './night-result.js';

const rules: Record<Regression['rule'], string> = {
  jump: 'compared with earlier nights',
  changePoint: 'a change point in the history',
  baseline: 'compared with the baseline',
};

/** A regression in one sentence: what, by how much, since when, and which rule found it. */
export function regressionText(regression: Regression): string {
  const { entry, label, factor, before, after, since, rule } = regression;
  const format = (value: number): string => {
    const metric = metricCatalog.find(({ path }) => path === regression.metric);
    return metric ? quantityText(metric.format(value)) : String(value);
  };
  const commit = since.commit === undefined ? '' : `, commit ${since.commit.slice(0, 10)}`;
  return `${entry}: ${label} is worse by a factor of ${factor.toFixed(2)} (${format(before)} → ${format(after)}) since ${since.time.slice(0, 16).replace('T', ' ')}${commit}; ${rules[rule]}.`;
}
