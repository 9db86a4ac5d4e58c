package org.attune.engine;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Thrown when the native engine fails; the message is one sentence, the engine's own exception the
 * cause.
 */
public final class PyTorchException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final List<String> MEMORY =
      List.of("can't allocate memory", "not enough memory", "out of memory");
  private static final Pattern ASKED = Pattern.compile("tried to allocate (\\d+) bytes");
  private static final String REASON = "RuntimeError: ";
  private static final String FULL = "There is not enough memory for this PyTorch operation";

  private PyTorchException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** Returns the exception for an error of the engine. */
  static PyTorchException of(RuntimeException thrown) {
    if (thrown instanceof PyTorchException said) {
      return said;
    }
    String words = String.valueOf(thrown.getMessage());
    return new PyTorchException(
        MEMORY.stream().anyMatch(words::contains) ? memory(words) : refusal(words), thrown);
  }

  private static String memory(String words) {
    Matcher asked = ASKED.matcher(words);
    String more = asked.find() ? " (" + (Long.parseLong(asked.group(1)) >> 20) + " MiB more)" : "";
    return FULL + more + "; make micro-batches, batches or responses smaller.";
  }

  /** Returns whether a message of this exception says that memory ran out. */
  public static boolean isOfMemory(String message) {
    return message.startsWith(FULL);
  }

  /** Returns the reason, without the script's trace before it and the engine's calls after it. */
  private static String refusal(String words) {
    int reason = words.lastIndexOf(REASON);
    String first =
        (reason < 0 ? words : words.substring(reason + REASON.length()))
            .strip()
            .lines()
            .findFirst()
            .orElse("no reason was given");
    return "PyTorch error: " + first + (first.endsWith(".") ? "" : ".");
  }
}
