/** A value is far below what gossipsub sends in one message (4 MiB). */
export const mostValueBytes = 512 * 1_024;

const wholeNumbers = [
  'heartbeatInterval',
  'D',
  'Dlo',
  'Dhi',
  'Dlazy',
  'mcacheLength',
  'mcacheGossip',
  'seenTTL',
];

/** gossipsub's options, by the library's own names. */
export function optionsOf({ parameters }) {
  for (const name of [...wholeNumbers, 'gossipFactor', 'redialInterval']) {
    if (typeof parameters[name] !== 'number')
      throw new Error(`init lacks the parameter ${name}, or it is no number`);
  }
  return {
    ...Object.fromEntries(wholeNumbers.map((name) => [name, parameters[name]])),
    gossipFactor: parameters.gossipFactor,
    floodPublish: parameters.floodPublish === true,
    globalSignaturePolicy: parameters.globalSignaturePolicy,
    // The nodes of a run may share an address, which would count against all of them.
    scoreParams: { IPColocationFactorWeight: 0 },
  };
}

/** There is no promise: what a peer misses longer than mcacheGossip heartbeats it never gets. */
export const traitsOf = ({ parameters }) => ({
  periodMs: parameters.heartbeatInterval,
  maxValueBytes: mostValueBytes,
  transport: 'tcp-pooled',
});
