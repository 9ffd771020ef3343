function requires(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

/** `host:port` in its two parts. */
export function parseAddress(address) {
  const colon = String(address).lastIndexOf(':');
  const port = Number(String(address).slice(colon + 1));
  requires(colon > 0 && Number.isInteger(port), `init has no address, but ${address}`);
  return { host: address.slice(0, colon), port };
}

/** The first line that a node hears. Throws one sentence where it makes no sense. */
export function parseInit(line) {
  const init = JSON.parse(line);
  requires(init?.type === 'init', 'the first line is no init');
  requires(init.contract === 2, `this node speaks contract 2, and init asks for ${init.contract}`);
  requires(Number.isInteger(init.node) && Array.isArray(init.peers), 'init names no node, or no peers');
  return {
    node: init.node,
    listen: parseAddress(init.listen),
    peers: init.peers.map(({ node, address }) => ({ node, ...parseAddress(address) })),
    parameters: init.parameters ?? {},
  };
}
