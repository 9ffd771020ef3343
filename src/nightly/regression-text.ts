import { quantityText } from '../report/format.js';
import { metricCatalog } from '../report/metric-catalog.js';
import type { ChangedFigure, Regression } from './night-result.js';

const rules: Record<Regression['rule'], string> = {
  jump: 'compared with earlier nights',
  changePoint: 'a change point in the history',
  baseline: 'compared with the baseline',
};

/** A regression in one sentence: what, by how much, since when, and which rule found it. */
export const regressionText = (regression: Regression): string => changeText(regression, 'worse');

export const improvementText = (improvement: ChangedFigure): string => changeText(improvement, 'better');

function changeText(figure: ChangedFigure, word: 'worse' | 'better'): string {
  const { entry, label, factor, before, after, since, rule } = figure;
  const format = (value: number | string): string => {
    const metric = metricCatalog.find(({ path }) => path === figure.metric);
    return metric ? quantityText(metric.format(value)) : String(value);
  };
  const much = factor === undefined ? '' : ` by a factor of ${factor.toFixed(2)}`;
  return `${entry}: ${label} is ${word}${much} (${format(before)} → ${format(after)}) since ${since.time.slice(0, 16).replace('T', ' ')}; ${changedText(figure)}; ${rules[rule]}.`;
}

/** A commit is blamed only where nothing else changed with it. */
function changedText({ changed = {} }: ChangedFigure): string {
  const { commit, flags, versions } = changed;
  const texts = [
    ...(flags ? [`flags '${flags.before}' → '${flags.after}'`] : []),
    ...(versions ? [`versions ${versions.before} → ${versions.after}`] : []),
    ...(commit ? [`commit ${commit.before.slice(0, 10)} → ${commit.after.slice(0, 10)}`] : []),
  ];
  if (texts.length === 0) return 'nothing that is recorded changed then';
  const others = texts.length > 1 ? ' (so no commit alone is to blame)' : '';
  return `changed then: ${texts.join('; ')}${commit ? others : ''}`;
}
