import type { Result, RunContext } from '../../../../bench/result/result.js';
import { duration, formatNumber, percent, quantity, quantityText, utcTime } from '../../format.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';

type Fact = readonly [name: string, text: string];

const share = (value: number | undefined): string =>
  value === undefined ? 'not measured' : quantityText(percent(value));

function runFacts(context: RunContext): Fact[] {
  return [
    ['Runtime', `${context.runtime}: ${context.runtimeReason}`],
    ['Seed', String(context.seed)],
    ['Started', utcTime(context.startedAt)],
    ['Duration', quantityText(duration(context.durationMs))],
  ];
}

function machineFacts({ machine, loadAverage, ...context }: RunContext): Fact[] {
  return [
    ['System', `${machine.os}, kernel ${machine.kernel}`],
    ['Processor', `${machine.cpu}, ${machine.cores} cores`],
    ['Memory', quantityText(quantity(machine.memoryMiB, 'MiB'))],
    ['Load average', loadText(loadAverage)],
    ['Harness CPU, steady window', `${share(context.harnessCpuShare)} of one core`],
    ['Machine busy, steady window', `${share(context.machineBusyShare)} of all cores`],
    [
      'Clock',
      `harness − nodes ${quantityText(quantity(context.clockOffsetMs, 'ms'))}, uncertain by ${quantityText(quantity(context.clockUncertaintyMs, 'ms'))}`,
    ],
  ];
}

function factList(title: string, facts: readonly Fact[]): Markup {
  const entries = facts.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`);
  return html`<div class="fact-list"><h3>${title}</h3><dl>${entries}</dl></div>`;
}

/** Where the run ran, and whether that may have been the limit. */
export function environmentSection({ context }: Result): Markup {
  return section(
    'environment',
    'Environment',
    html`<div class="trio">${factList('Run', runFacts(context))}${factList('Machine', machineFacts(context))}${factList('Versions', Object.entries(context.versions))}</div>`,
  );
}

const loadText = ({ before, after }: RunContext['loadAverage']): string =>
  `${formatNumber(before)} before${after === undefined ? '' : `, ${formatNumber(after)} after`}`;
