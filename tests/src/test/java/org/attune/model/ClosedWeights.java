package org.attune.model;

import org.attune.Tiny;
import org.attune.engine.NativeMemory;

/** Copies a model and closes the copy, in a process in which nothing else is freed meanwhile. */
final class ClosedWeights {
  /** What each line that is printed begins with. */
  static final String HELD = "held ";

  private ClosedWeights() {}

  /** Prints the bytes that are held beyond those of the model. */
  public static void main(String[] args) {
    LanguageModel model = Tiny.model(3);
    long before = NativeMemory.held();
    LanguageModel copy = model.copy();
    System.out.println(HELD + (NativeMemory.held() - before));
    copy.close();
    System.out.println(HELD + (NativeMemory.held() - before));
    copy.close();
    System.out.println(HELD + (NativeMemory.held() - before));
  }
}
