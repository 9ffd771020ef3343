import { nameOf, type ScenariosResult } from '../../experiment/scenarios-result.js';
import { statusWord } from './result-text.js';
import { styleFor } from './style.js';

/** The last lines after several scenarios: each with its verdict, and the worst of them. */
export function scenariosText(
  { verdict, scenarios }: ScenariosResult,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const style = styleFor(stream);
  const lines = scenarios.map((outcome) => `${statusWord(outcome.verdict.status, style)} ${nameOf(outcome)}`);
  return ['', ...lines, '', `${statusWord(verdict.status, style)} ${verdict.reasons[0]}`].join('\n');
}
