package org.attune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.attune.Tiny;
import org.attune.model.Decoder;
import org.attune.model.LanguageModel;
import org.attune.model.TorchScriptLlama;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the native engine refuses comes out as one sentence")
final class PyTorchExceptionTest {
  private static String said(Runnable computation) {
    PyTorchException trouble =
        assertThrows(
            PyTorchException.class,
            () ->
                PyTorch.scoped(
                    () -> {
                      computation.run();
                      return 0;
                    }));
    assertEquals(1, trouble.getMessage().lines().count(), trouble.getMessage());
    return trouble.getMessage();
  }

  @Test
  @DisplayName("more memory than there is")
  void memory() {
    try (NDManager manager = PyTorch.manager(Device.cpu())) {
      String sentence = said(() -> manager.zeros(new Shape(1L << 47)));
      assertTrue(sentence.contains("536870912 MiB more"), sentence);
    }
  }

  @Test
  @DisplayName("shapes that do not fit, in an operation and in a script")
  void shapes() {
    try (NDManager manager = PyTorch.manager(Device.cpu())) {
      String operation =
          said(() -> manager.ones(new Shape(2, 3)).matMul(manager.ones(new Shape(2, 3))));
      assertTrue(operation.startsWith("PyTorch error: mat1 and mat2 shapes"), operation);
      LanguageModel model = Tiny.model(3);
      Decoder decoder =
          new TorchScriptLlama(model.config(), model.decoder().weights(), MatmulPrecision.BFLOAT16);
      String script = said(() -> decoder.logits(manager.ones(new Shape(2, 3))));
      assertTrue(script.startsWith("PyTorch error: mat1 and mat2 shapes"), script);
    }
  }
}
