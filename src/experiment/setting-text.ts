/** `memberlist`, `fanout 3`, `nodes 10, fanout 3`: an implementation is known by its name alone. */
export const settingText = (setting: Readonly<Record<string, string | number>>): string =>
  Object.entries(setting)
    .map(([axis, value]) => (axis === 'node' ? String(value) : `${axis} ${value}`))
    .join(', ');
