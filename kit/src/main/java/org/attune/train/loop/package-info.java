/**
 * The training loop for offline and online training: steps, checkpoints, history, held-out loss and
 * data parallelism.
 *
 * <p>Start with {@link org.attune.train.loop.TrainingLoop}, then {@link
 * org.attune.train.loop.OfflineTrainer}, which takes its steps, and {@link
 * org.attune.train.loop.DataParallel}, which decides how many workers share a batch. A {@link
 * org.attune.train.loop.RunOptions} sets callbacks, checkpoints and snapshots. This package depends
 * on {@code method}, {@code model}, {@code engine}, {@code data} and {@code util}, and on neither
 * {@code train.offline} nor {@code train.online}.
 */
package org.attune.train.loop;
