import { Refusal } from '../../../../../functions/http/refusal.ts';
import { rebalance, type RebalanceInput } from '../../../../../functions/grids/workspace/rebalance.ts';

/** Plans beside the page, so that painting stays smooth; a refusal is told by its name. */
export type RebalanceReply = ReturnType<typeof rebalance> | { readonly refusal: string };

const scope = self as unknown as Worker;

scope.onmessage = ({ data }: MessageEvent<RebalanceInput>) => {
  try {
    scope.postMessage(rebalance(data) satisfies RebalanceReply);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    scope.postMessage({ refusal: error.refusal } satisfies RebalanceReply);
  }
};
