import { intervalText } from '../../experiment/tune/proof-figures.js';
import type {
  ProvenCandidate,
  SettingFigures,
  SizeAnswer,
  TuneResult,
} from '../../experiment/tune/tune-result.js';
import { isNoneKept } from '../../experiment/tune/tuning-verdict.js';
import { settingText } from '../../experiment/tune/why.js';
import { formatNumber } from '../format.js';
import { alignedRows } from './aligned-rows.js';
import { statusWord } from './result-text.js';
import type { Style } from './style.js';

/** The recommendation for each number of nodes, why, what else there is, and how to use it. */
export function tuneText(result: TuneResult, style: Style): string {
  const head = `${statusWord(result.verdict.status, style)} ${result.promises.join(', ')} under ${result.scenarios.join(', ')}; cost: ${result.costs.join(', ')}; seed ${result.seed}`;
  return [head, ...result.sizes.flatMap((size) => ['', ...sizeLines(size, result.costs, style)])].join('\n');
}

function sizeLines(size: SizeAnswer, costs: readonly string[], style: Style): string[] {
  const { recommended, closest, why, front, spec, environment, search } = size;
  const shown = recommended ?? closest;
  const none = isNoneKept(size) ? 'no setting keeps the promises' : 'no answer';
  const title = recommended ? `run ${settingText(recommended.setting)}` : none;
  return [
    style('bold', `${size.nodes} nodes: ${title}`),
    ...(shown?.prices ? [`  ${pricesText(shown, costs)}`] : []),
    `  ${basisText(size)}`,
    ...why.map((line) => `  - ${line}`),
    ...(front.length > 1 ? ['', '  Pareto front of the costs:', frontTable(front, costs)] : []),
    ...proofLines(size),
    ...(spec
      ? [
          '',
          '  In a spec:',
          ...spec
            .trimEnd()
            .split('\n')
            .map((line) => `    ${line}`),
          ...(environment
            ? [
                '  As environment variables of the reference node:',
                ...Object.entries(environment).map(([name, value]) => `    ${name}='${value}'`),
              ]
            : []),
        ]
      : []),
    '',
    `  ${searchText(search)}`,
  ];
}

/** What the recommendation rests on, in a sentence or two. */
export function basisText({ by, proof, nodes, search }: SizeAnswer): string {
  if (search.of === 'runs') return measuredText(search);
  if (proof && by === 'simulation') return `By simulation; the proof on ${proof.runtime} is inconclusive.`;
  if (by === 'measurement')
    return `By measurement on ${proof!.runtime}: ${proof!.repetitions} runs of each candidate in each scenario.`;
  return `By simulation of ${nodes} nodes only; no real node was started.`;
}

const measuredText = ({ runtime, disturbed = 0, evaluations }: SizeAnswer['search']): string =>
  `By measurement${runtime === undefined ? '' : ` on ${runtime}`}: every setting was run on real nodes.${disturbed > 0 ? ` ${disturbed} of ${evaluations} runs were disturbed.` : ''}`;

export const pricesText = ({ prices }: SettingFigures, costs: readonly string[]): string =>
  costs.map((cost, i) => `${cost}: ${intervalText(prices![i]!)}`).join('; ');

function frontTable(front: readonly SettingFigures[], costs: readonly string[]): string {
  const head = ['setting', ...costs];
  const rows = front.map(({ setting, prices }) => [
    settingText(setting),
    ...prices!.map(({ value }) => formatNumber(value)),
  ]);
  return alignedRows([head, ...rows], ['left', ...costs.map(() => 'right' as const)], { hasHead: true });
}

function proofLines({ proof, by }: SizeAnswer): string[] {
  if (!proof) return [];
  const labels = proof.candidates.flatMap(({ compared }) => compared.map(({ what }) => what.length));
  const width = Math.max(0, ...labels);
  return [
    '',
    `  Simulated and measured on ${proof.runtime}, means with 95 % intervals:`,
    ...proof.candidates.flatMap((candidate) => candidateLines(candidate, width)),
    ...(proof.disagreements.length > 0 && by === 'measurement'
      ? ['  If they disagree beyond their intervals, the recommendation follows the measurement.']
      : []),
  ];
}

const measuredVerdicts = { kept: 'kept', open: 'not surely kept', broken: 'broken' } as const;

function candidateLines(
  { predicted, measured, role, compared, disturbed }: ProvenCandidate,
  width: number,
): string[] {
  const present = role === 'present' ? ' (present)' : '';
  const but = disturbed > 0 ? `; ${disturbed} of ${measured.repetitions} runs disturbed` : '';
  const rows = compared.map((one) => [
    one.what.padEnd(width),
    one.scenario,
    intervalText(one.predicted),
    intervalText(one.measured),
    one.disagrees ? 'disagree' : '',
  ]);
  return [
    `  ${settingText(predicted.setting)}${present}: ${measuredVerdicts[measured.verdict]}${but}`,
    alignedRows(rows, ['left', 'left', 'right', 'right', 'left']),
  ];
}

const endings = {
  answer: 'more would not change the answer',
  budget: 'the budget was used up',
  interruption: 'interrupted: the best so far',
} as const;

function searchText({
  tried,
  settings,
  ruledOut,
  contradictory,
  evaluations,
  elapsedMs,
  endedBy,
  of,
}: SizeAnswer['search']): string {
  const left = [
    ...(ruledOut > 0 ? [`theory ruled out ${ruledOut}`] : []),
    ...(contradictory > 0 ? [`${contradictory} are contradictory`] : []),
  ];
  return `${evaluations} ${of} of ${tried} of ${settings} settings in ${formatNumber(elapsedMs / 1_000)} s${left.length > 0 ? ` (${left.join(', ')})` : ''}; ${endings[endedBy]}.`;
}
