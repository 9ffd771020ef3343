import type { StepFault } from '../faults/fault.js';

/** `value unit` pairs that are not the default, as in `20 ms ± 5 ms, 5 % lost`. */
function linkQualityText({
  latencyMs,
  jitterMs,
  loss,
  rateKBps,
}: Extract<StepFault, { kind: 'linkQuality' }>): string {
  const latency = jitterMs > 0 ? `+${latencyMs} ± ${jitterMs} ms` : `+${latencyMs} ms`;
  return [
    ...(latencyMs > 0 ? [latency] : []),
    ...(loss > 0 ? [`${percent(loss)} lost`] : []),
    ...(rateKBps > 0 ? [`${rateKBps} KB/s`] : []),
  ].join(', ');
}

function datagramsText({
  burstLoss,
  burstLength,
  reordering,
  duplication,
  corruption,
}: Extract<StepFault, { kind: 'datagrams' }>): string {
  return [
    ...(burstLoss > 0 ? [`${percent(burstLoss)} lost in bursts of ${burstLength}`] : []),
    ...(reordering ? ['reordered'] : []),
    ...(duplication > 0 ? [`${percent(duplication)} twice`] : []),
    ...(corruption > 0 ? [`${percent(corruption)} corrupted`] : []),
  ].join(', ');
}

const percent = (fraction: number): string => `${Math.round(fraction * 1e4) / 100} %`;

/** A fault in a few words. */
export function faultText(fault: StepFault): string {
  switch (fault.kind) {
    case 'partition':
      return `partition ${fault.shape.kind} (${fault.mode})`;
    case 'linkQuality':
      return linkQualityText(fault);
    case 'latencyPreset':
      return fault.preset === 'regions'
        ? `delays of ${fault.regions.length} regions`
        : `delays of a ${fault.preset}`;
    case 'slowClose':
      return `slow close ${fault.delayMs} ms`;
    case 'reset':
      return `reset ${Math.round(fault.probability * 100)} %`;
    case 'slicer':
      return `slices of ${fault.averageBytes} B`;
    case 'limitData':
      return `limit ${fault.limitBytes} B`;
    case 'datagrams':
      return datagramsText(fault);
    case 'restart':
      return `restart ${fault.keepState ? 'with' : 'without'} state`;
    case 'replace':
      // A path is long, and its last part names it.
      return `replace with ${fault.with.replace(/^.*[\\/]/, '')}`;
    case 'churn':
      return `churn ${fault.ratePerSecond}/s`;
    case 'cpuLimit':
      return `CPU limit ${fault.cpus} cores`;
    case 'malicious':
      return `malicious: ${fault.attacks.join(', ')}`;
    default:
      return fault.kind;
  }
}
