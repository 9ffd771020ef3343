import type { QuantityKind, Unit } from './quantity.js';

const durationUnits: readonly [Unit, ...Unit[]] = [
  { name: 'ms', factor: 1 },
  { name: 's', factor: 1_000 },
  { name: 'm', factor: 60_000 },
  { name: 'min', factor: 60_000 },
  { name: 'h', factor: 3_600_000 },
];

/** Resolves to ms. */
export const duration: QuantityKind = {
  noun: 'a duration',
  examples: ['200ms', '2s'],
  units: durationUnits,
  composite: true,
  bareMax: 0,
};

/** Resolves to whole ms: Toxiproxy knows no fractions. */
export const linkDelay: QuantityKind = {
  ...duration,
  noun: 'a delay',
  examples: ['20ms', '1s'],
  whole: true,
};

const sizeUnits: readonly [Unit, ...Unit[]] = [
  { name: 'B', factor: 1 },
  { name: 'KB', factor: 1_000 },
  { name: 'KiB', factor: 2 ** 10 },
  { name: 'MB', factor: 1_000_000 },
  { name: 'MiB', factor: 2 ** 20 },
];

/** Resolves to bytes; a bare whole number is bytes. */
export const size: QuantityKind = {
  noun: 'a size',
  examples: ['128B', '1KiB'],
  units: sizeUnits,
  bareMax: Number.MAX_SAFE_INTEGER,
  whole: true,
};

/** Resolves to whole MiB. */
export const memory: QuantityKind = {
  noun: 'a memory size',
  examples: ['64MiB', '1GiB'],
  units: [
    { name: 'MiB', factor: 1 },
    { name: 'GiB', factor: 1_024 },
  ],
  bareMax: 0,
  whole: true,
};

/** Resolves to 0 … 1; a bare number is a fraction. */
export const share: QuantityKind = {
  noun: 'a share',
  examples: ['5%', '0.05'],
  units: [{ name: '%', factor: 0.01 }],
  bareMax: 1,
};

/** Resolves to events per second; a bare number is per second. */
export const rate: QuantityKind = {
  noun: 'a rate',
  examples: ['20/s', '600/min'],
  units: [
    { name: '/min', factor: 1 / 60 },
    { name: '/s', factor: 1 },
  ],
  bareMax: Number.MAX_SAFE_INTEGER,
};

/** Resolves to KB/s (1,000 bytes), whole: Toxiproxy knows no fractions. */
export const bandwidth: QuantityKind = {
  noun: 'a bandwidth',
  examples: ['500KB/s', '8Mbit/s'],
  units: [
    { name: 'KB/s', factor: 1 },
    { name: 'kbit/s', factor: 0.125 },
    { name: 'Mbit/s', factor: 125 },
    { name: 'MB/s', factor: 1_000 },
    { name: 'Gbit/s', factor: 125_000 },
    { name: 'GB/s', factor: 1_000_000 },
  ],
  bareMax: 0,
  whole: true,
};
