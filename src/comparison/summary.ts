import type { ComparisonVerdict } from '../../bench/comparison/compare-figure.js';
import type { ComparisonRow } from './comparison-result.js';

type Judged = Pick<ComparisonRow, 'verdict' | 'label'>;

/** What of the verdicts is bad news. */
export const isWorse = (verdict: ComparisonVerdict): boolean => verdict === 'slower' || verdict === 'worse';
export const isBetter = (verdict: ComparisonVerdict): boolean => verdict === 'faster' || verdict === 'better';

/** What a comparison found, in one sentence. */
export function summaryOf(figures: readonly Judged[], subject: string): string {
  const worse = figures.filter(({ verdict }) => isWorse(verdict));
  const better = figures.filter(({ verdict }) => isBetter(verdict));
  const judged = figures.filter(({ verdict }) => verdict !== 'too few runs' && verdict !== 'not comparable');
  if (judged.length === 0 && figures.every(({ verdict }) => verdict === 'not comparable')) {
    return 'no figure can be compared';
  }
  if (judged.length === 0) return 'too few runs: each side needs five to show a difference';
  if (worse.length + better.length === 0) return `no difference shown in ${judged.length} figures`;
  const parts = [
    counted(worse, worse.some(({ verdict }) => verdict === 'slower') ? 'slower' : 'worse'),
    counted(better, better.some(({ verdict }) => verdict === 'faster') ? 'faster' : 'better'),
  ];
  return `${subject} is ${parts.filter((part) => part !== '').join(', and ')}, of ${judged.length} figures`;
}

const counted = (figures: readonly Judged[], word: string): string =>
  figures.length === 0
    ? ''
    : `${word} in ${figures.length} (${figures[0]!.label}${figures.length > 1 ? ', …' : ''})`;
