import { describe, expect, it } from 'vitest';
import { parseSpecYaml } from './document.js';

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
    ['two documents', 'name: a\n---\nname: b\n', /^spec\.yaml:2:1: not valid YAML: /],
    ['brackets', '{{{', /^spec\.yaml:1:\d+: not valid YAML: /],
  ])('that holds %s is refused at its place', (_, text, message) => {
    expect(() => parseSpecYaml(text, 'spec.yaml')).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) }),
    );
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
