package org.attune.model;

import java.util.List;

/**
 * Texts that are read together. Both which they are and the number of native threads show in the
 * last digits of the results, so another process that reads them takes both over.
 *
 * @param places the indices of the texts
 * @param threads the native threads that read them
 */
public record ReadBatch(List<Integer> places, int threads) {}
