/** How requests are told as spans. */
export interface TracesSettings {
  /** Whether the upstream is told our span as its parent. */
  readonly propagate: boolean;
}
