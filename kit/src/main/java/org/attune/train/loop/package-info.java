/**
 * The one optimiser loop, for offline and online training: steps, checkpoints, history, held-out
 * loss, and the processors that share a batch.
 *
 * <p>Start with {@link org.attune.train.loop.TrainingLoop}, then {@link
 * org.attune.train.loop.OfflineTrainer}, which takes its steps, and {@link
 * org.attune.train.loop.DataParallel}, which decides how many processors share a batch. A {@link
 * org.attune.train.loop.RunOptions} says who watches and what is kept. This room knows {@code
 * method}, {@code model}, {@code engine}, {@code data} and {@code util}, and neither of its
 * neighbours.
 */
package org.attune.train.loop;
