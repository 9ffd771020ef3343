import type { Verdict } from '../../../bench/result/result.js';
import { topRung } from '../../../bench/search/tuning/rungs.js';
import type { SettingFigures, SizeAnswer } from './tune-result.js';
import { settingText } from './why.js';

/** pass where every size has its recommendation; fail where one has none; unknown where it is not sure, was not proved as asked, or there was no time to tell. */
export function tuningVerdict(sizes: readonly SizeAnswer[]): Verdict {
  const statuses = sizes.map(statusOf);
  const status = statuses.includes('fail') ? 'fail' : statuses.includes('unknown') ? 'unknown' : 'pass';
  return { status, reasons: sizes.map(reasonOf) };
}

function statusOf(answer: SizeAnswer): Verdict['status'] {
  const { recommended, by, proof, proofError } = answer;
  if (!recommended) return isNoneKept(answer) && !isMostlyDisturbed(answer) ? 'fail' : 'unknown';
  const isProofVain = proofError !== undefined || (proof !== undefined && by === 'simulation');
  return recommended.verdict === 'kept' && !isProofVain && !isMostlyDisturbed(answer) ? 'pass' : 'unknown';
}

/** A busy machine may have set the figures of a search by runs. */
const isMostlyDisturbed = ({ search: { disturbed = 0, evaluations } }: SizeAnswer): boolean =>
  disturbed * 2 > evaluations;

/** Whether it is sure that nothing keeps the promises, as far as it was measured or simulated. */
export const isNoneKept = ({ closest, by, search, all }: SizeAnswer): boolean =>
  closest !== undefined &&
  ((by === 'measurement' && search.of === 'simulations') || !isInDoubt(search.endedBy, all));

/** Whether the search ended before it was sure whether some setting keeps the promises. */
export const isInDoubt = (
  endedBy: SizeAnswer['search']['endedBy'],
  all: readonly SettingFigures[],
): boolean =>
  endedBy === 'interruption' ||
  all.some(({ verdict, repetitions }) => verdict === 'open' && repetitions < topRung);

function reasonOf({ nodes, by, recommended, why }: SizeAnswer): string {
  if (!recommended) return `${nodes} nodes: ${why.join(' ')}`;
  return `${nodes} nodes: ${settingText(recommended.setting)}, by ${by}.`;
}
