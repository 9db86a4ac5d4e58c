package org.attune.train.loop;

import org.attune.model.LanguageModel;
import org.attune.model.PromptTemplate;

/**
 * What a policy was in the middle of its training.
 *
 * @param step optimiser steps or rollouts taken until then
 * @param model a copy of the weights of that moment
 * @param layout how its prompts look
 */
public record Snapshot(int step, LanguageModel model, PromptTemplate layout) {}
