package org.attune.model.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.attune.model.CompanionFiles;
import org.attune.model.LanguageModel;

/**
 * The {@value #FILE} of a model folder: metadata that the Hugging Face hub reads, and a section per
 * training.
 *
 * <p>A card that the original folder brings is kept, byte for byte unless something was trained:
 * then its metadata gains the keys that it lacks, and the sections are appended.
 *
 * @param base the hub's id of the model that training started from; empty if it is not known, since
 *     the hub refuses any other name
 * @param tags the tags of the trainings, in order
 * @param sections the trainings, in order, as Markdown
 */
public record ModelCard(String base, List<String> tags, List<String> sections) {
  /** The file's name. */
  public static final String FILE = "README.md";

  /** A model that was not trained here. */
  public static final ModelCard UNTRAINED = new ModelCard("", List.of(), List.of());

  /** How the hub's cache names the folder of a snapshot. */
  private static final Pattern CACHED =
      Pattern.compile(".*/models--([^/]+?)--([^/]+)/snapshots/[^/]+/?");

  /** Copies the lists. */
  public ModelCard {
    tags = List.copyOf(tags);
    sections = List.copyOf(sections);
  }

  /**
   * Returns this card with one more training.
   *
   * @param start the folder that training started from, if it came from one
   * @param method the method's name
   * @param facts what is known of the training, by name
   */
  public ModelCard and(Optional<Path> start, String method, Map<String, String> facts) {
    List<String> moreTags = new ArrayList<>(tags);
    String tag = method.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    if (!moreTags.contains(tag)) {
      moreTags.add(tag);
    }
    StringBuilder section = new StringBuilder("## Training: " + method + "\n\n");
    section.append("| | |\n|---|---|\n");
    facts.forEach((name, value) -> section.append("| " + name + " | " + cell(value) + " |\n"));
    List<String> moreSections = new ArrayList<>(sections);
    moreSections.add(section.toString());
    return new ModelCard(
        sections.isEmpty() ? start.flatMap(ModelCard::hubId).orElse("") : base,
        moreTags,
        moreSections);
  }

  /** Returns this card with one more section of Markdown, which begins with its heading. */
  public ModelCard and(String section) {
    List<String> more = new ArrayList<>(sections);
    more.add(section);
    return new ModelCard(base, tags, more);
  }

  /**
   * Returns the hub's id of a folder in the hub's cache. No other folder says its own: {@code
   * _name_or_path} in its {@code config.json} names the model that it was made from.
   */
  static Optional<String> hubId(Path folder) {
    String whole = folder.toAbsolutePath().normalize().toString().replace('\\', '/');
    Matcher cached = CACHED.matcher(whole);
    return cached.matches()
        ? Optional.of(cached.group(1) + "/" + cached.group(2))
        : Optional.empty();
  }

  private static String cell(String value) {
    return value.replaceAll("\\s+", " ").replace("|", "\\|").strip();
  }

  /**
   * Returns the file of a model.
   *
   * @param title the heading of a new card
   * @param library the library that opens the folder: {@code transformers} or {@code peft}
   * @param task the hub's name of what the model does, such as {@code text-generation}
   */
  public String text(LanguageModel model, String title, String library, String task) {
    Map<String, byte[]> files = model.tokenizer().companions().files();
    String own = files.containsKey(FILE) ? CompanionFiles.text(files.get(FILE)) : "";
    if (!own.isEmpty() && sections.stream().allMatch(own::contains)) {
      return own;
    }
    StringBuilder body = new StringBuilder(FrontMatter.with(own, keys(files, library, task)));
    if (own.isEmpty()) {
      body.append("\n# " + title + "\n");
    }
    sections.stream()
        .filter(section -> !own.contains(section))
        .forEach(
            section -> body.append(body.toString().endsWith("\n") ? "\n" : "\n\n").append(section));
    return body.toString();
  }

  private Map<String, String> keys(Map<String, byte[]> files, String library, String task) {
    Map<String, String> keys = new LinkedHashMap<>();
    if (!base.isEmpty()) {
      keys.put("base_model", FrontMatter.quoted(base));
    }
    keys.put("library_name", library);
    files.entrySet().stream()
        .filter(file -> file.getKey().matches("LICEN[SC]E.*"))
        .findFirst()
        .ifPresent(
            file -> FrontMatter.license(file.getKey(), CompanionFiles.text(file.getValue()), keys));
    keys.put("pipeline_tag", task);
    List<String> all = new ArrayList<>(List.of("attune"));
    all.addAll(tags);
    keys.put("tags", "\n- " + String.join("\n- ", all));
    return keys;
  }
}
