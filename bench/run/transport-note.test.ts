import { expect, it } from 'vitest';
import { transportNote } from './transport-note.js';

const node = (transport?: 'tcp' | 'udp') => ({
  implementation: 'swimmer',
  traits: transport === undefined ? {} : { transport },
});

it.each([
  [node('udp'), true],
  [node('tcp'), false],
  [node(), false],
])('%j over links that carry datagrams: %s is as it should be', (description, carries) => {
  expect(transportNote(description, carries)).toBeUndefined();
});

it.each([
  [node('udp'), false, "its manifest lacks 'transport: udp'"],
  [node('tcp'), true, 'although its manifest does'],
  [node(), true, 'although its manifest does'],
])('%j over links that carry datagrams: %s is told', (description, carries, text) => {
  expect(transportNote(description, carries)).toContain(text);
});
