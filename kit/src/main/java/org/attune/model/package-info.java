/**
 * Language models: decoders, tokenizer, prompt templates, log-probabilities and Hugging Face
 * folders.
 *
 * <p>Start with {@link org.attune.model.Decoder}, the contract of both decoders: {@link
 * org.attune.model.LlamaDecoder} is the readable one in DJL operations and the oracle of the tests,
 * {@link org.attune.model.TorchScriptLlama} the fast one. {@link org.attune.model.TokenBatch} is
 * where padding is masked, {@link org.attune.model.TokenScores} where log-probabilities come from.
 * This room knows {@code engine}, {@code data} and {@code util}.
 */
package org.attune.model;
