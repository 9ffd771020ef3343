import { z } from 'zod';
import { gilbertElliottLoss, meanLoss } from './gilbert-elliott-loss.js';
import { independentLoss } from './independent-loss.js';
import type { Loss } from './loss.js';

const share = z.number().min(0).max(1);

/** The models of loss, each with parameters of its own. */
export const lossSettings = [
  z.strictObject({ model: z.literal('independent'), share }),
  z.strictObject({
    model: z.literal('gilbert-elliott'),
    goodToBad: share,
    badToGood: share,
    lossInGood: share.default(0),
    lossInBad: share.default(1),
  }),
] as const;

export const lossSetting = z.discriminatedUnion('model', lossSettings);
export type LossSetting = z.output<typeof lossSetting>;

export function lossOf(setting: LossSetting): Loss {
  if (setting.model === 'independent') return independentLoss(setting.share);
  const { model: _, ...parameters } = setting;
  return gilbertElliottLoss(parameters);
}

/** The share of messages that are lost in the long run. */
export const meanLossOf = (setting: LossSetting): number =>
  setting.model === 'independent' ? setting.share : meanLoss(setting);
