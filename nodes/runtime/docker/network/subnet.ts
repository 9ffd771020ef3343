/** An IPv4 network in CIDR notation, and its addresses by number. */
export interface Subnet {
  readonly cidr: string;
  /** Addresses between the network's own and the broadcast address. */
  readonly hosts: number;
  /** The n-th host address, from 1. */
  address(n: number): string;
}

/** @throws Error for anything but `a.b.c.d/prefix`. */
export function parseSubnet(cidr: string): Subnet {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = (match ?? []).slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 30) throw new Error(`no usable IPv4 subnet: '${cidr}'`);
  const size = 2 ** (32 - prefix);
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const base = number - (number % size);
  const hosts = size - 2;
  return {
    cidr,
    hosts,
    address(n) {
      if (!(n >= 1 && n <= hosts)) throw new RangeError(`${cidr} has no host address ${n}`);
      const value = base + n;
      return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
    },
  };
}
