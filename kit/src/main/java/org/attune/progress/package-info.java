/**
 * How the progress of trainings and sampling is shown: one bar for one run, one for many.
 *
 * <p>Start with {@link org.attune.progress.ProgressCallback}, the default callback of a training
 * ({@link org.attune.train.loop.TrainingCallback} is what any callback receives). {@link
 * org.attune.view.ProgressBar} draws: a line in a terminal, a card in a notebook. This package
 * depends on {@code view}, {@code train} and what lies below.
 */
package org.attune.progress;
