import { describe, expect, it } from 'vitest';
import { parseSpecYaml } from './document.js';

const bomb = `a: &a [${'1, '.repeat(9)}]
b: &b [${'*a, '.repeat(9)}]
c: &c [${'*b, '.repeat(9)}]
d: [${'*c, '.repeat(9)}]
`;

describe('a spec file', () => {
  it.each([
    ['nothing', '', 'spec.yaml:1:1: the file is empty; expected fields such as cluster:'],
    ['comments alone', '# nodes: 3\n', 'spec.yaml:1:1: the file is empty; expected fields such as cluster:'],
    ['a list', '- nodes\n', 'spec.yaml:1:1: expected fields such as cluster:, got a list'],
    ['plain text', 'hello world', 'spec.yaml:1:1: expected fields such as cluster:, got plain text'],
  ])('that holds %s is refused', (_, text, message) => {
    expect(() => parseSpecYaml(text, 'spec.yaml')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message,
        remedy: expect.stringContaining('gossip-bench init'),
      }),
    );
  });

  it.each([
    ['an open bracket', 'cluster: {nodes: 3\n', /^spec\.yaml:\d+:\d+: not valid YAML: /],
    ['a key twice', 'name: a\nname: b\n', /^spec\.yaml:2:1: not valid YAML: /],
    ['brackets', '{{{', /^spec\.yaml:1:\d+: not valid YAML: /],
  ])('that holds %s is refused at its place', (_, text, message) => {
    expect(() => parseSpecYaml(text, 'spec.yaml')).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) }),
    );
  });

  it.each([
    ['two documents', 'name: a\n---\nname: b\n', '2:1: a second document begins here'],
    ['an unresolved alias', 'cluster: { latency: *nope }\n', '1:21: the alias *nope is unresolved'],
    ['an alias above its anchor', 'a: *x\nb: &x 1\n', '1:4: the alias *x is unresolved'],
    ['an alias within its anchor', 'a: &x\n  - [*x]\n', '2:6: the alias *x stands within its own anchor'],
    ['a merge of itself', 'a: &x { <<: *x }\n', '1:13: the alias *x stands within its own anchor'],
    ['the whole as an alias of itself', '&x\na: *x\n', '2:4: the alias *x stands within its own anchor'],
    ['too many aliases', bomb, '4:21: too many aliases: together they stand for more than 5000 values'],
    ['an ordered map', 'cluster: !!omap [nodes: 3]\n', '1:10: Unresolved tag: !!omap'],
    ['a set', 'cluster: !!set {nodes}\n', '1:10: Unresolved tag: !!set'],
    ['a binary', 'name: !!binary aGFsbG8=\n', '1:7: Unresolved tag: !!binary'],
    ['a tag of its own', 'name: !mine x\n', '1:7: Unresolved tag: !mine'],
    ['infinity', 'repeat: .inf\n', '1:9: expected a finite number, got .inf'],
    ['no number', 'cluster:\n  nodes: .nan\n', '2:10: expected a finite number, got .nan'],
    ['a number without end', 'repeat: 1e999\n', '1:9: expected a finite number, got 1e999'],
    ['a list as a name', '? [a, b]\n: 1\n', '1:3: expected the name of a field'],
    ['the name __proto__', '__proto__: { nodes: 3 }\n', '1:1: no field can have the name __proto__'],
    ['the name constructor', 'cluster:\n  constructor: 3\n', '2:3: no field can have the name constructor'],
    [
      'the name prototype',
      'node: { parameters: { prototype: 3 } }\n',
      '1:23: no field can have the name prototype',
    ],
    ['the name toString', 'toString: 3\n', '1:1: no field can have the name toString'],
    ['a merge of text', 'cluster:\n  <<: nodes\n', '2:7: expected fields to merge'],
    [
      'brackets without end',
      `a: ${'['.repeat(90)}${']'.repeat(90)}`,
      '1:67: sections are nested more than 64',
    ],
    ['brackets by the thousand', `a: ${'['.repeat(9_000)}${']'.repeat(9_000)}`, '1:'],
    ['a megabyte', `name: ${'x'.repeat(2 ** 20)}`, '1:1: the file has 1048582 characters'],
  ])('that holds %s is refused with its line and column', (_, text, message) => {
    expect(() => parseSpecYaml(text, 'spec.yaml')).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(`spec.yaml:${message}`) }),
    );
  });

  it('takes merge keys, and fields named x-… as a place for anchors', () => {
    const { fields, place } = parseSpecYaml(
      'x-small: &small\n  nodes: 3\n  latency: 2ms\ncluster: { <<: *small, nodes: 5 }\nphases: &p { idle: 0s }\n',
      'spec.yaml',
    );
    expect(fields).toEqual({ cluster: { nodes: 5, latency: '2ms' }, phases: { idle: '0s' } });
    expect(place(['cluster', 'latency'])).toBe('spec.yaml:3:3');
    expect(place(['cluster', 'nodes'])).toBe('spec.yaml:4:24');
  });

  it('gives each alias values of its own', () => {
    const { fields } = parseSpecYaml('a: &x { nodes: 3 }\nb: *x\n', 'spec.yaml');
    expect(fields.a).not.toBe(fields.b);
  });

  it('reads a %YAML 1.1 file like any other', () => {
    expect(parseSpecYaml('%YAML 1.1\n---\nname: yes\n', 'spec.yaml').fields).toEqual({ name: 'yes' });
  });

  it('knows the place of a field, and of the section above one that does not exist', () => {
    const document = parseSpecYaml('name: x\ncluster:\n  nodes: 3\n', 'spec.yaml');
    expect(document.place(['cluster', 'nodes'])).toBe('spec.yaml:3:3');
    expect(document.place(['cluster', 'links'])).toBe('spec.yaml:2:1');
    expect(document.place(['protocol', 'mode'])).toBe('spec.yaml:1:1');
  });
});

it('tells each fault of the YAML once', () => {
  const refused = (): string => {
    try {
      parseSpecYaml('{{{\n', 'spec.yaml');
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  const lines = refused().split('\n');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines).toEqual([...new Set(lines)]);
  expect(lines.every((line) => line.startsWith('spec.yaml:2:1: not valid YAML: '))).toBe(true);
});
