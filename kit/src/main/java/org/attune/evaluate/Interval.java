package org.attune.evaluate;

/**
 * A number with the range in which repeating the measurement would put it 95 times in 100.
 *
 * @param value the estimate
 * @param low lower end of the 95 % bootstrap interval
 * @param high upper end
 * @param n number of distinct prompts (or pairs) it rests on
 * @param seeds number of training seeds it rests on
 */
public record Interval(double value, double low, double high, int n, int seeds) {}
