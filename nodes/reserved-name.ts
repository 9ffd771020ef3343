/**
 * Whether JavaScript gives every object something of that name (`__proto__`, `constructor`, `toString`, …): who looks a name of a user up in an
 * object would find that. No field, parameter or entry has such a name.
 */
export const isReservedName = (name: string): boolean => name === 'prototype' || name in {};
