/** What one of those that watch over a target now says of it. */
export type TargetState =
  /** The circuit breaker: lets everything through, nothing, or probes. */
  | { readonly by: 'breaker'; readonly state: 'closed' | 'open' | 'half-open' }
  /** The health check. */
  | { readonly by: 'health'; readonly state: 'healthy' | 'unhealthy' }
  /** Failures in a row: left out, or asked again for the first time since. */
  | { readonly by: 'ejection'; readonly state: 'ejected' | 'returned' };

/** A change of what is known of a target. */
export type TargetChange = TargetState & {
  /** The upstream's name in the options. */
  readonly upstream: string;
  /** The target's public name. */
  readonly target: string;
};

/** Told of what somebody who watches over a target says of it now. */
export type TellState<By extends TargetState['by']> = (state: Extract<TargetState, { by: By }>['state']) => void;
