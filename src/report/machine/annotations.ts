import type { NightResult } from '../../nightly/night-result.js';
import { improvementText, regressionText } from '../../nightly/regression-text.js';

/** A night as workflow commands of GitHub Actions: an error a regression or failed run, a warning an entry that was not judged, a notice an improvement. */
export function annotations({ verdict, regressions, improvements }: NightResult): string {
  const worse = new Set(regressions.map(regressionText));
  const better = improvements.map(improvementText);
  const said = new Set([...worse, ...better]);
  const others = verdict.status === 'pass' ? [] : verdict.reasons.filter((reason) => !said.has(reason));
  const level = verdict.status === 'fail' && worse.size === 0 ? 'error' : 'warning';
  return [
    ...[...worse].map((text) => `::error title=gossip-bench regression::${escaped(text)}`),
    ...better.map((text) => `::notice title=gossip-bench improvement::${escaped(text)}`),
    ...others.map((text) => `::${level} title=gossip-bench::${escaped(text)}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
