import type { NightResult } from '../../nightly/night-result.js';
import { regressionText } from '../../nightly/regression-text.js';

/** A night as workflow commands of GitHub Actions: an error a regression or failed run, a warning an entry that was not judged. */
export function annotations({ verdict, regressions }: NightResult): string {
  const worse = new Set(regressions.map(regressionText));
  const others = verdict.status === 'pass' ? [] : verdict.reasons.filter((reason) => !worse.has(reason));
  const level = verdict.status === 'fail' && worse.size === 0 ? 'error' : 'warning';
  return [
    ...[...worse].map((text) => `::error title=gossip-bench regression::${escaped(text)}`),
    ...others.map((text) => `::${level} title=gossip-bench::${escaped(text)}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
