package org.attune.evaluate;

import org.attune.model.LanguageModel;
import org.attune.model.Layout;

/** A policy that takes part in an evaluation: its name in the table, its weights and its layout. */
public record Entrant(String name, LanguageModel model, Layout layout) {}
