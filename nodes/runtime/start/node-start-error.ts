import { CodedError } from '../../coded-error.js';
import type { NodeExit } from '../cluster.js';

/** Exit code of a node whose listen address is taken (nodes/contract/README.md). */
const listenFailedCode = 71;

/** Why a node that ended before it was healthy did so: PORT_TAKEN or NODE_START_FAILED, with its last log lines. */
export function nodeStartError({ node, code, signal, lastLog }: NodeExit): CodedError {
  const how = signal === null ? `exit code ${code}` : signal;
  const logText = lastLog === '' ? 'it logged nothing' : `last lines of its log:\n${lastLog}`;
  if (code === listenFailedCode) {
    return new CodedError('PORT_TAKEN', `node n${node} cannot listen; ${logText}`, {
      remedy: 'Choose another base port, or 0 to find a free block.',
    });
  }
  return new CodedError(
    'NODE_START_FAILED',
    `node n${node} ended before it was healthy (${how}); ${logText}`,
    {
      remedy: 'See the node logs in the run folder.',
    },
  );
}
