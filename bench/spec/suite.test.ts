import { describe, expect, it } from 'vitest';
import { parseSpecYaml } from './input/document.js';
import { parseSuite } from './suite.js';

const parse = (text: string, repeat?: unknown) => parseSuite(parseSpecYaml(text, 'suite.yaml'), repeat);

describe('a suite', () => {
  it('has entries in their order, five repetitions, and one seed for all nights', () => {
    const suite = parse(
      'name: mine\nentries:\n  b: { spec: { cluster: { nodes: 4 } } }\n  a: { scenario: crash-one }\n',
    );
    expect(suite).toEqual({
      name: 'mine',
      repeat: 5,
      seed: 1,
      entries: { b: { spec: { cluster: { nodes: 4 } } }, a: { scenario: 'crash-one' } },
    });
    expect(Object.keys(suite.entries)).toEqual(['b', 'a']);
  });

  it.each([
    ['entries: { a: { scenario: x } }', 'suite.yaml:1:1: name: expected text, got nothing'],
    ['name: x\nentries: {}', 'suite.yaml:2:1: entries: expected at least one entry'],
    ['name: x\nentries:\n  a: {}', 'suite.yaml:3:3: entries.a: expected spec, scenario, or both'],
    ['name: x\nentrys: {}', 'entrys: unknown field (did you mean entries?)'],
    [
      'name: x\nentries:\n  a: { scenario: x, repeat: 3 }',
      'suite.yaml:3:21: entries.a.repeat: unknown field (repeat belongs to the top level of the file)',
    ],
    [
      'name: x\nentries:\n  a: { scenario: x, repaet: 3 }',
      'entries.a.repaet: unknown field (did you mean repeat?)',
    ],
    [
      'name: x\nentries: { constructor: { scenario: x } }',
      'suite.yaml:2:12: no field can have the name constructor',
    ],
    [
      'name: x\nrepeat: 0\nentries: { a: { scenario: x } }',
      'suite.yaml:2:1: repeat: expected at least 1, got 0',
    ],
  ])('%j is refused at its place', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('is refused with the flag where the flag is wrong', () => {
    expect(() => parse('name: x\nentries: { a: { scenario: x } }', 'many')).toThrow(
      /^--repeat: expected a number, got/,
    );
  });
});
