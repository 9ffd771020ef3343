import type { Verdict } from '../../../bench/result.js';
import type { SizeAnswer } from './tune-result.js';
import { settingText } from './why.js';

/** pass where every size has its recommendation; fail where one has none; unknown where it is not sure, was proved in vain, or there was no time to tell. */
export function tuningVerdict(sizes: readonly SizeAnswer[]): Verdict {
  const statuses = sizes.map(statusOf);
  const status = statuses.includes('fail') ? 'fail' : statuses.includes('unknown') ? 'unknown' : 'pass';
  return { status, reasons: sizes.map(reasonOf) };
}

function statusOf({ recommended, closest, by, proof }: SizeAnswer): Verdict['status'] {
  const isProofVain = proof !== undefined && by === 'simulation';
  if (recommended) return recommended.verdict === 'kept' && !isProofVain ? 'pass' : 'unknown';
  return closest ? 'fail' : 'unknown';
}

function reasonOf({ nodes, by, recommended, why }: SizeAnswer): string {
  if (!recommended) return `${nodes} nodes: ${why.join(' ')}`;
  return `${nodes} nodes: ${settingText(recommended.setting)}, by ${by}.`;
}
