import { expect, it } from 'vitest';
import { messageText } from './message-text.js';

it.each([
  ['one line', 'one line'],
  ['a.yaml:1:1: this\na.yaml:2:1: that', 'a.yaml:1:1: this\n  a.yaml:2:1: that'],
  ["got 'x\nPASS default abc'", "got 'x\n  PASS default abc'"],
  ["got 'x\r\nError: y'", "got 'x\n  Error: y'"],
  ["got 'x\rPASS'", "got 'x\ufffdPASS'"],
  ["got '\u001b[32mgreen'", "got '\ufffd[32mgreen'"],
  ["got '\u001b]0;title\u0007'", "got '\ufffd]0;title\ufffd'"],
  ['\u2028', '\ufffd'],
])('%j is printed as %j', (text, printed) => expect(messageText(text)).toBe(printed));

it('is cut where it is long, and says so', () => {
  expect(messageText('x'.repeat(1_000_000))).toBe(`${'x'.repeat(2_000)}… and 998000 more characters`);
  const lines = messageText('y\n'.repeat(1_000)).split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([41, '  … and 961 more lines']);
});
