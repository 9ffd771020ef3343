/** Names of gossipsub's own metrics, and what the contract calls them. */
const names = {
  gossipsub_rpc_sent_count_total: 'messagesSent',
  gossipsub_rpc_recv_count_total: 'messagesReceived',
  gossipsub_rpc_sent_message_total: 'copiesSent',
  gossipsub_rpc_recv_message_total: 'copiesReceived',
  gossipsub_pre_validation_duplicate_total: 'duplicates',
};

const ignored = { inc() {}, set() {}, observe() {}, addCollect() {}, startTimer: () => () => {} };

/** Counts copies by gossipsub's metrics, and bytes on the connections, as libp2p's metrics would. */
export class Counters {
  #totals = {
    bytesSent: 0,
    bytesReceived: 0,
    ...Object.fromEntries(Object.values(names).map((name) => [name, 0])),
  };

  get totals() {
    return this.#totals;
  }

  /** What gossipsub registers its metrics with. */
  get gossipsub() {
    return {
      gauge: ({ name }) => this.#gauge(names[name]),
      histogram: () => ignored,
      avgMinMax: () => ignored,
    };
  }

  #gauge(name) {
    if (!name) return ignored;
    const inc = (...labelsAndValue) => {
      const value = labelsAndValue.at(-1);
      this.#totals[name] += typeof value === 'number' ? value : 1;
    };
    return { ...ignored, inc };
  }

  /** What libp2p reports its connections to. */
  get libp2p() {
    const none = () => ({
      increment() {},
      decrement() {},
      update() {},
      reset() {},
      observe() {},
      timer: () => () => {},
    });
    const registers = ['Metric', 'Counter', 'Histogram', 'Summary'].flatMap((kind) => [kind, `${kind}Group`]);
    return {
      trackMultiaddrConnection: (connection) => this.#countBytes(connection),
      trackProtocolStream() {},
      traceFunction: (_name, traced) => traced,
      ...Object.fromEntries(registers.map((kind) => [`register${kind}`, none])),
    };
  }

  #countBytes(connection) {
    connection.addEventListener('message', ({ data }) => {
      this.#totals.bytesReceived += data.byteLength;
    });
    const send = connection.send.bind(connection);
    connection.send = (bytes) => {
      this.#totals.bytesSent += bytes.byteLength;
      return send(bytes);
    };
  }
}
