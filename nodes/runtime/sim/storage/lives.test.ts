import { expect, test } from 'vitest';
import { hostNumbers } from '../../../protocol/rows/node-row.js';
import { trafficNumbers } from '../network/traffic.js';

test('the traffic of a node, where its life is and its incarnation just fill the head of its row', () => {
  expect(trafficNumbers + 1).toBe(hostNumbers);
});
