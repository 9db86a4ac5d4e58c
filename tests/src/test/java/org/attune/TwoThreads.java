package org.attune;

import ai.djl.pytorch.jni.JniUtils;
import org.attune.engine.PyTorch;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Gives each test two native threads, whatever the machine, and sets the number back. */
public final class TwoThreads implements BeforeEachCallback, AfterEachCallback {
  private static final Namespace OWN = Namespace.create(TwoThreads.class);
  private static final String BEFORE = "before";

  @Override
  public void beforeEach(ExtensionContext test) {
    test.getStore(OWN).put(BEFORE, PyTorch.threads());
    JniUtils.setNumThreads(2);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    JniUtils.setNumThreads(test.getStore(OWN).get(BEFORE, int.class));
  }
}
