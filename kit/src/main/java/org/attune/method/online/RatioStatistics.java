package org.attune.method.online;

/**
 * How far an update moved the policy from the one that sampled, summed over tokens.
 *
 * @param tokens the number of tokens
 * @param clipped the number of tokens whose clipped loss is strictly above the unclipped one
 * @param kl2 Σ ½ (log π − log π_old)²
 * @param kl3 Σ ρ − 1 − (log π − log π_old)
 */
public record RatioStatistics(long tokens, long clipped, double kl2, double kl3) {
  /** Empty statistics. */
  public static final RatioStatistics NONE = new RatioStatistics(0, 0, 0, 0);

  /** Returns these statistics with one more response, clipped as the method clips it. */
  public RatioStatistics and(
      PolicyGradient method, double[] now, double[] old, double[] advantages) {
    double[] ratios = method.ratios(now, old);
    long more = 0;
    double second = 0;
    double third = 0;
    for (int t = 0; t < now.length; t++) {
      double moved = now[t] - old[t];
      double held = Math.max(1 - method.clip(), Math.min(1 + method.clipHigh(), ratios[t]));
      more += -advantages[t] * held > -advantages[t] * ratios[t] ? 1 : 0;
      second += moved * moved / 2;
      third += Math.expm1(moved) - moved;
    }
    return new RatioStatistics(tokens + now.length, clipped + more, kl2 + second, kl3 + third);
  }

  /** Returns the fraction of clipped tokens. */
  public double clipFraction() {
    return (double) clipped / Math.max(1, tokens);
  }

  /** Returns the mean k3 estimate of KL(π_old‖π) per token. */
  public double movedKl() {
    return kl3 / Math.max(1, tokens);
  }
}
