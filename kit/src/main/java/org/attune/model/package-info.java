/**
 * Language models: decoders, tokenizer, prompt templates and log-probabilities.
 *
 * <p>Start with {@link org.attune.model.Decoder}, the interface of both decoders: {@link
 * org.attune.model.LlamaDecoder} is the readable one in DJL operations and the reference in the
 * tests, {@link org.attune.model.TorchScriptLlama} the fast one. {@link
 * org.attune.model.TokenBatch} masks padding, {@link org.attune.model.TokenLogProbs} reads
 * log-probabilities. Model files are read and written by {@link org.attune.model.io}. This package
 * depends on {@code engine}, {@code data} and {@code util}.
 */
package org.attune.model;
