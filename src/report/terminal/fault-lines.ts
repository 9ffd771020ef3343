import type { Result } from '../../../bench/result.js';
import { linkQualitySchema } from '../../../chaos/fault.js';
import { formatNumber, percent, quantityText } from '../format.js';

type FaultRecord = Result['faults'][number];

/** What was asked of how many links beside what was measured, one line a fault. */
export function faultLines(faults: readonly FaultRecord[]): string[] {
  return faults.map((fault) => {
    const state = fault.confirmed ? 'confirmed' : `NOT confirmed (${fault.reasons.join('; ')})`;
    const where = `${fault.name} (${fault.links}), ${state}`;
    return `${where}: asked ${asked(fault)}; measured ${measured(fault)}`;
  });
}

function asked(fault: FaultRecord): string {
  const quality = linkQualitySchema.safeParse({ ...fault.asked, kind: 'linkQuality' }).data;
  if (!quality) return JSON.stringify(fault.asked);
  const { latencyMs, jitterMs, loss, rateKBps } = quality;
  const parts = [
    latencyMs > 0 && `latency ${latencyMs} ms${jitterMs > 0 ? ` ± ${jitterMs} ms` : ''}`,
    loss > 0 && `loss ${quantityText(percent(loss))}`,
    rateKBps > 0 && `bandwidth ${rateKBps} KB/s`,
  ].filter((part) => part !== false);
  return parts.join(', ');
}

function measured({ measured: { latencyMs, loss } }: FaultRecord): string {
  const latency = latencyMs as { p50: number; p05: number; p95: number } | undefined;
  const lost = loss as { fraction: number; low: number; high: number } | undefined;
  const parts = [
    latency &&
      `latency ${formatNumber(latency.p50)} ms (${formatNumber(latency.p05)} to ${formatNumber(latency.p95)})`,
    lost &&
      `loss ${quantityText(percent(lost.fraction))} (${quantityText(percent(lost.low))} to ${quantityText(percent(lost.high))})`,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : 'nothing';
}
