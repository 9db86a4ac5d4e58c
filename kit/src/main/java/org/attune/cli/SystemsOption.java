package org.attune.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.Dataset;
import org.attune.Policy;
import org.attune.judge.Conversations;
import org.attune.judge.PromptSet;
import org.attune.judge.SystemAnswers;
import org.attune.sample.GenerationConfig;
import org.attune.util.InvalidInputException;
import org.attune.view.ProgressBar;
import picocli.CommandLine.Option;

/** Options for the prompts and the systems that answer them: policies, or files of answers. */
final class SystemsOption {
  @Option(
      names = {"--prompts", "--data", "--test"},
      paramLabel = "FILE",
      description =
          "Prompts in the format of Vicuna, MT-bench, AlpacaEval, Arena-Hard or the kit (default:"
              + " the bundled world's prompts).")
  private Path prompts;

  @Option(
      names = "--references",
      paramLabel = "FILE",
      description = "Reference answers to show the judge, as MT-bench keeps them (default: none).")
  private Path references;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N prompts (default: 80).")
  private int limit = 80;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      converter = ModelOption.Folder.class,
      arity = "1..*",
      description =
          "Policies that answer greedily: model folders, GGUF files, training runs, or base (default:"
              + " none).")
  private List<Path> models = List.of();

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Files of answers in the format of AlpacaEval, MT-bench, Arena-Hard or the kit (default:"
              + " none).")
  private List<Path> answers = List.of();

  private final Map<String, Path> folders = new LinkedHashMap<>();

  /** Returns whether the bundled world's prompts are asked. */
  boolean bundled() {
    return prompts == null;
  }

  /** Returns the prompts. */
  PromptSet prompts() {
    InvalidInputException.unless(limit > 0, "--limit must be > 0, got %d; try 80.", limit);
    PromptSet all =
        prompts == null
            ? PromptSet.of(Dataset.bundled("prompts").take(limit).prompts())
            : PromptSet.read(prompts).limit(limit);
    return references == null ? all : SystemAnswers.read(references).asReferences(all);
  }

  /** Returns the names that the systems will have, before any policy answers. */
  List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    answers.forEach(file -> read(file, names));
    models.forEach(folder -> ModelOption.free(ModelOption.name(folder), names));
    return List.copyOf(names);
  }

  /** Returns the systems, each with its answers. */
  List<SystemAnswers> systems(PromptSet asked, GenerationConfig decoding, ClusterOption cluster) {
    List<SystemAnswers> systems = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Path file : answers) {
      systems.add(read(file, names));
    }
    try (ProgressBar bar = new ProgressBar("answer", models.size())) {
      for (Path folder : models) {
        try (Policy policy = ModelOption.load(folder)) {
          String name = ModelOption.free(policy.name(), names);
          systems.add(answered(cluster.place(policy), asked, decoding).named(name));
          folders.put(name, folder);
        }
        bar.update(systems.size() - (long) answers.size());
      }
    }
    return systems;
  }

  /** Reads a file of answers; the names are those of the systems before. */
  private static SystemAnswers read(Path file, Set<String> names) {
    SystemAnswers read = SystemAnswers.read(file);
    InvalidInputException.unless(
        names.add(read.name()),
        "%s: a second system called '%s'; change 'generator' or 'model_id' in one file.",
        file,
        read.name());
    return read;
  }

  /**
   * Loads the first two policies of a ranking again. All were closed when they had answered, since
   * several may not fit into the memory together.
   */
  LoadedSystems loaded(List<String> ranking) {
    return new LoadedSystems(
        ranking.stream()
            .filter(folders::containsKey)
            .limit(LoadedSystems.SHOWN)
            .map(name -> ModelOption.load(folders.get(name)).named(name))
            .toList());
  }

  private static SystemAnswers answered(Policy policy, PromptSet asked, GenerationConfig decoding) {
    List<List<String>> said = new ArrayList<>();
    asked.items().forEach(item -> said.add(new ArrayList<>()));
    int turns = asked.items().stream().mapToInt(item -> item.turns().size()).max().orElse(1);
    for (int turn = 0; turn < turns; turn++) {
      List<Integer> rows = new ArrayList<>();
      List<String> open = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        List<String> all = asked.items().get(i).turns();
        if (turn < all.size()) {
          rows.add(i);
          open.add(Conversations.prompt(all.subList(0, turn + 1), said.get(i)));
        }
      }
      List<String> replies = policy.answers(open, decoding);
      for (int i = 0; i < rows.size(); i++) {
        said.get(rows.get(i)).add(replies.get(i));
      }
    }
    return SystemAnswers.of(policy.name(), asked, said);
  }
}
