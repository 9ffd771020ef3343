import type { Result } from '../../../bench/result/result.js';
import { stepFaultSchema } from '../../../chaos/faults/fault.js';
import { linkQualitySchema } from '../../../chaos/faults/link-quality.js';
import { faultText } from '../../../chaos/spec/fault-text.js';
import { duration, formatNumber, latency, percent, quantityText } from '../format.js';

type FaultRecord = Result['faults'][number];

/**
 * What was asked of how many links, or of which nodes, beside what was measured: one line a fault, and one for all turns
 * of a fault that came and went alike.
 */
export function faultLines(faults: readonly FaultRecord[]): string[] {
  const turns = new Map<string, FaultRecord[]>();
  for (const fault of faults) {
    const { name, asked, confirmed, reasons, links } = fault;
    const key = JSON.stringify([name, asked, confirmed, reasons, links]);
    turns.set(key, [...(turns.get(key) ?? []), fault]);
  }
  return [...turns.values()].map(faultLine);
}

function faultLine(turns: readonly FaultRecord[]): string {
  const [fault] = turns as readonly [FaultRecord];
  const reasons = [...new Set(fault.reasons)].join('; ');
  const state = `${fault.confirmed ? 'confirmed' : 'NOT confirmed'}${reasons === '' ? '' : ` (${reasons})`}`;
  const times = turns.length > 1 ? `${turns.length} times, ` : windowText(fault);
  const skew = fault.nodes && fault.links === 0 ? '' : `, ${skewText(turns)}`;
  const found = measured(fault);
  const beside = found === undefined ? '' : `; measured ${found}`;
  return `${fault.name} (${touched(turns)}), ${times}${state}: requested ${asked(fault)}${beside}${skew}`;
}

function skewText(turns: readonly FaultRecord[]): string {
  const longest = (skews: readonly number[]): string => quantityText(latency(Math.max(...skews)));
  const heals = turns.flatMap(({ healSkewMs = [] }) => healSkewMs);
  const applied = `skew ${longest(turns.map(({ skewMs }) => skewMs))}`;
  return heals.length > 0 ? `${applied}, at the heal ${longest(heals)}` : applied;
}

function touched(turns: readonly FaultRecord[]): string {
  const nodes = [...new Set(turns.flatMap((turn) => turn.nodes ?? []))].sort((a, b) => a - b);
  const [{ links }] = turns as readonly [FaultRecord];
  if (links > 0 || nodes.length === 0) return `${formatNumber(links)} links`;
  return nodes.length > 6 ? `${nodes.length} nodes` : nodes.map((node) => `n${node}`).join(', ');
}

/** The quality that links had from the start has no end worth telling. */
function windowText({ window: { startMs, endMs } }: FaultRecord): string {
  if (endMs === undefined) return '';
  return `${quantityText(duration(startMs))} to ${quantityText(duration(endMs))}, `;
}

function asked(fault: FaultRecord): string {
  const step = stepFaultSchema.safeParse(fault.asked).data;
  if (step && step.kind !== 'linkQuality') return faultText(step);
  const quality = linkQualitySchema.safeParse({ ...fault.asked, kind: 'linkQuality' }).data;
  if (!quality) return JSON.stringify(fault.asked);
  const { latencyMs, jitterMs, loss, rateKBps } = quality;
  const parts = [
    latencyMs > 0 && `latency ${latencyMs} ms${jitterMs > 0 ? ` ± ${jitterMs} ms` : ''}`,
    loss > 0 && `loss ${quantityText(percent(loss))}${perText(fault)}`,
    rateKBps > 0 && `bandwidth ${rateKBps} KB/s`,
  ].filter((part) => part !== false);
  return parts.join(', ');
}

/** A loss of datagrams is another thing than one of connections. */
const perText = ({ measured: { lossPer } }: FaultRecord): string =>
  typeof lossPer === 'string' ? ` per ${lossPer}` : '';

/** Undefined where nothing of it can be measured by probes. */
function measured({ measured: { latencyMs, loss } }: FaultRecord): string | undefined {
  const latency = latencyMs as { p50: number; p05: number; p95: number } | undefined;
  const lost = loss as { fraction: number; low: number; high: number } | undefined;
  const parts = [
    latency &&
      `latency ${formatNumber(latency.p50)} ms (${formatNumber(latency.p05)} to ${formatNumber(latency.p95)})`,
    lost &&
      `loss ${quantityText(percent(lost.fraction))} (${quantityText(percent(lost.low))} to ${quantityText(percent(lost.high))})`,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}
