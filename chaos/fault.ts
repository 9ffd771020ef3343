import { z } from 'zod';
import type { DirectedLink } from './directed-link.js';
import { type LinkQuality, linkQualitySchema, linkQualityToxics } from './faults/link-quality.js';
import type { LinkToxic } from './toxic-spec.js';

export { type LinkQuality, linkQualitySchema };

/** A kind of fault that acts on links: what it is on the proxies that carry one direction of a link. */
interface LinkFaultKind<F> {
  readonly toxics: (fault: F, link: DirectedLink) => readonly LinkToxic[];
}

/** Every kind that the injector takes. A new kind is a file and its test in faults/, its schema and its line here. */
export const faultSchema = z.discriminatedUnion('kind', [linkQualitySchema]);
export type Fault = z.output<typeof faultSchema>;

const linkFaults: { readonly [K in Fault['kind']]: LinkFaultKind<Extract<Fault, { kind: K }>> } = {
  linkQuality: { toxics: linkQualityToxics },
};

/** The toxics of `fault` on these directions of links. */
export function faultToxics(fault: Fault, links: readonly DirectedLink[]): LinkToxic[] {
  return links.flatMap((link) => linkFaults[fault.kind].toxics(fault, link));
}
