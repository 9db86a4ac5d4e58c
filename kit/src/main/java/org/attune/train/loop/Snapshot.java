package org.attune.train.loop;

import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;

/**
 * A snapshot of a policy during training.
 *
 * @param step the number of optimiser steps or rollouts so far
 * @param model a copy of the model at that step
 * @param layout the prompt template
 */
public record Snapshot(int step, LanguageModel model, PromptTemplate layout) {}
