import { CodedError } from '../../nodes/coded-error.js';
import { exitCodes } from '../../nodes/reference/exit-codes.js';
import type { ClusterLoss } from '../../nodes/runtime/cluster.js';
import { relayLost } from '../../nodes/runtime/relay-door.js';
import type { Recorder } from '../journal/recorder.js';

/** The error that a run ends with when its cluster loses a part of itself. */
function lossError(loss: ClusterLoss): CodedError {
  if (loss.kind === 'engine') {
    return new CodedError(
      'ENGINE_UNAVAILABLE',
      `The container engine failed during the run: ${loss.reason}`,
      {
        remedy: 'Check the engine with `gossip-bench doctor`, then run `gossip-bench clean` and start again.',
      },
    );
  }
  if (loss.kind === 'toxiproxy') {
    return new CodedError('TOXIPROXY_LOST', `Toxiproxy ended during the run: ${loss.reason}`, {
      remedy: 'See logs/toxiproxy.log in the run folder, then start again.',
    });
  }
  if (loss.kind === 'relay') return relayLost(loss.reason);
  const { node, code, signal, lastLog } = loss.exit;
  if (code === exitCodes.abandoned) {
    return new CodedError(
      'HARNESS_STOPPED',
      `Node n${node} ended because the harness was silent for longer than its lease.`,
      { remedy: 'The harness was stopped (Ctrl-Z), or the machine suspended or starved: start again.' },
    );
  }
  const how = signal ? `by ${signal}` : `with code ${code}`;
  return new CodedError('NODE_CRASHED', `Node n${node} ended ${how}, and no fault caused it.\n${lastLog}`, {
    remedy: `See logs/n${node}.log in the run folder.`,
  });
}

/** Writes a loss into the journal and gives the error that the run ends with. */
export function recordLoss(loss: ClusterLoss, recorder: Recorder): CodedError {
  const error = lossError(loss);
  const tMs = recorder.nowMs();
  if (loss.kind === 'node') {
    const change = loss.exit.code === exitCodes.abandoned ? 'abandoned' : 'crashed';
    recorder.record({ type: 'node', tMs, node: loss.exit.node, change });
  }
  recorder.note(error.code, error.message);
  return error;
}
