/**
 * Tools for finding a learning rate: a test of a range of rates in one short run, and its chart.
 *
 * <p>Start with {@link org.attune.tune.LearningRateTest}. This package depends on {@code train},
 * {@code method}, {@code view} and what lies below.
 */
package org.attune.tune;
