package org.attune;

import java.nio.file.Path;
import java.util.List;
import org.attune.data.ReadOptions;
import org.attune.method.AlignmentMethod;
import org.attune.reward.Reward;
import org.attune.runs.JavaSource;
import org.attune.train.loop.RunOptions;

/** Writes the Java text that repeats a training. */
final class Reproduction {
  /** The variable that stands for rows made in memory. */
  static final String IN_MEMORY = "data";

  /** Stands for the reward in the text that makes labels. */
  static final String JUDGE = "\u0000";

  private final JavaSource source = new JavaSource();

  private Reproduction() {}

  /** Returns the text for a training on labels. */
  static String offline(
      String labels, Object reward, AlignmentMethod method, Policy start, RunOptions options) {
    Reproduction text = new Reproduction();
    String judged = labels.contains(JUDGE) ? labels.replace(JUDGE, text.reward(reward)) : labels;
    String more =
        options.dropsAlike()
            ? ",\n            org.attune.train.loop.RunOptions.defaults().droppingAlike()"
            : "";
    return text.whole(judged, text.source.of(method, "method"), start, more);
  }

  /** Returns the text for a training on prompts. */
  static String online(String data, Reward reward, AlignmentMethod method, Policy start) {
    Reproduction text = new Reproduction();
    String written = text.source.of(method, "method");
    return text.whole(data, written, start, ",\n            " + text.reward(reward));
  }

  /** Returns the expression that loads files, or the variable of rows made in memory. */
  static String loaded(List<Path> files, ReadOptions reading) {
    JavaSource java = new JavaSource();
    List<Path> whole = files.stream().map(Path::toAbsolutePath).toList();
    String options = java.of(reading, "options");
    return java.missing().isEmpty()
        ? "org.attune.Dataset.load(" + java.of(whole, "") + ", " + options + ")"
        : IN_MEMORY;
  }

  private String reward(Object reward) {
    if (reward instanceof Golden) {
      return "org.attune.Golden.reward()";
    }
    return source.of(reward instanceof Record ? reward : null, "reward");
  }

  private String whole(String data, String method, Policy start, String more) {
    String policy = start.source().orElseGet(() -> source.of(null, "policy"));
    if (data.startsWith(IN_MEMORY)) {
      source.of(null, IN_MEMORY);
    }
    List<String> missing = source.missing();
    String head =
        missing.isEmpty()
            ? ""
            : "// Define these first, because only your program knows their values: "
                + String.join(", ", missing)
                + ".\n";
    return JavaSource.imported(
        head
            + "var run =\n    "
            + data
            + "\n        .align(\n            "
            + method
            + ",\n            "
            + policy
            + more
            + ");\n");
  }
}
