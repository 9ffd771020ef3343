import { expect, test } from 'vitest';
import { nodeName } from './spec-value.js';

test.each([
  [undefined, { cluster: { nodes: 3 } }],
  ['memberlist@0.7.0', { node: { use: 'memberlist@0.7.0', parameters: {} }, cluster: { nodes: 3 } }],
  ['my-node', { node: { use: '/home/somebody/my-node' } }],
  [
    'memberlist@0.6.0 (3) and mine@2 (2)',
    {
      cluster: {
        nodes: 5,
        implementations: [
          { use: 'memberlist@0.6.0', count: 3, parameters: {} },
          { use: '/home/somebody/mine@2', count: 2, parameters: {} },
        ],
      },
    },
  ],
])('whose nodes they are: %s', (name, spec) => {
  expect(nodeName(spec)).toBe(name);
});
