import type { Plan } from '../measure/plan.ts';
import { measureGatewayFeatures } from './gateway-features.ts';
import type { FeatureResult } from './feature-result.ts';
import { measureStageFeatures } from './stage-features.ts';

/** What each feature costs a request that uses it: table by table, each line beside the one that it adds to. */
export const measureFeatures = async (plan: Plan): Promise<FeatureResult[]> => [
  ...(await measureStageFeatures(plan.batches)),
  ...(await measureGatewayFeatures(plan)),
];
