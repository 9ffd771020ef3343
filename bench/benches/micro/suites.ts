import { authSuite } from './auth.js';
import { codecSuite } from './codec.js';
import { journalSuite } from './journal.js';
import { peersSuite } from './peers.js';
import { stepSuite } from './step.js';
import type { MicroSuite } from './suite.js';
import { viewSuite } from './view.js';

/** Everything on a node's hot path. */
export const microSuites: readonly MicroSuite[] = [
  codecSuite,
  viewSuite,
  peersSuite,
  stepSuite,
  journalSuite,
  authSuite,
];
