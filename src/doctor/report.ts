import type { CheckResult, CheckStatus } from './check.js';
import { engine } from './checks/engine.js';
import type { Diagnosis } from './diagnose.js';
import type { FixResult } from './fixes/fix-result.js';

/** What `doctor` found, and with --fix what it did before. */
export interface DoctorReport extends Diagnosis {
  /** Only with --fix; empty where all was in order. */
  readonly fixes?: readonly FixResult[];
}

const symbols: Readonly<Record<CheckStatus, string>> = { ok: '✔', warning: '!', missing: '✖' };
const fixSymbols: Readonly<Record<FixResult['outcome'], string>> = { done: '✔', failed: '✖', refused: '✖' };
const indent = '    ';

/** One line a check, why it matters and what to do below it where something is not in order, and a closing sentence. */
export function doctorText(report: DoctorReport): string {
  const { checks, fixes } = report;
  const width = Math.max(...checks.map(({ name }) => name.length));
  return [
    ...(fixes ? [...fixesLines(fixes), ''] : []),
    ...checks.flatMap((check) => checkLines(check, width)),
    '',
    ...closing(report),
  ].join('\n');
}

function checkLines({ name, status, found, why, remedy }: CheckResult, width: number): string[] {
  const line = `${symbols[status]} ${status.padEnd(7)}  ${name.padEnd(width)}  ${found}`;
  return status === 'ok' ? [line] : [line, indent + why, ...indented(remedy)];
}

function fixesLines(fixes: readonly FixResult[]): string[] {
  if (fixes.length === 0) return ['Nothing to fix: everything that --fix installs is in order.'];
  return fixes.flatMap(({ name, outcome, text, remedy }) => [
    `${fixSymbols[outcome]} ${outcome}  ${name}: ${text}`,
    ...indented(remedy),
  ]);
}

const indented = (remedy: string | undefined): string[] =>
  remedy === undefined ? [] : remedy.split('\n').map((step) => `${indent}→ ${step}`);

function closing({ checks, ok, fixes }: DoctorReport): string[] {
  const missing = checks.filter(({ status }) => status === 'missing').map(({ name }) => name);
  const warnings = checks.filter(({ status }) => status === 'warning').length;
  const noted = warnings === 0 ? '' : ` (${warnings} ${warnings === 1 ? 'warning' : 'warnings'} above)`;
  const verdict = ok
    ? `\`gossip-bench run\` works here, and uses the ${runtimeOf(checks)} runtime by default${noted}.`
    : `\`gossip-bench run\` cannot run here: ${missing.join(' and ')} missing.`;
  const undone = (fixes ?? []).filter(({ outcome }) => outcome !== 'done').length;
  return undone === 0 ? [verdict] : [verdict, 'Some fixes failed.'];
}

const runtimeOf = (checks: readonly CheckResult[]): string =>
  checks.find(({ name }) => name === engine.name)?.status === 'ok' ? 'docker' : 'process';

/** `run` works here, and no fix failed or was refused. */
export const isHealthy = ({ ok, fixes = [] }: DoctorReport): boolean =>
  ok && fixes.every(({ outcome }) => outcome === 'done');
