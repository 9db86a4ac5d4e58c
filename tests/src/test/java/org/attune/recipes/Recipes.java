package org.attune.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.attune.notebook.KernelFolder;

/**
 * The maintainer's command behind the recipes, run by {@code ./mvnw -q -Precipes
 * process-test-classes}.
 *
 * <p>Without more it writes the notebooks from the pages. With {@code -Drecipes="measure 03 04"} it
 * first runs those pages at full size in the notebook kernel (all pages when none is named), puts
 * what they measured into them, and the outputs of their cells into the notebooks. With {@code
 * -Drecipes="cost 03"} it runs them at full size and puts only their costs in, such as those of
 * another kind of processor. With {@code -Drecipes="try 03"} it runs them with their small sizes
 * and changes nothing.
 */
public final class Recipes {
  private final Path recipes;
  private final Path notebooks;

  private Recipes(Path root) {
    this.recipes = root.resolve("recipes");
    this.notebooks = root.resolve("notebooks");
  }

  /** Writes notebooks, and measures before when the first argument says so. */
  public static void main(String[] arguments) {
    Recipes all = new Recipes(Page.root());
    List<String> words = List.of(arguments);
    String word = words.isEmpty() ? "" : words.get(0);
    if (word.equals("measure")) {
      all.each(words.subList(1, words.size()), all::measure);
    }
    if (word.equals("cost")) {
      all.each(words.subList(1, words.size()), all::cost);
    }
    if (word.equals("try")) {
      all.each(words.subList(1, words.size()), all::attempt);
    } else {
      all.notebooks();
    }
  }

  private void each(List<String> wanted, BiConsumer<Page, Path> task) {
    Path kernel = new KernelFolder(temporary(), "attune-recipes").install();
    for (Page page : Page.all(recipes)) {
      if (wanted.isEmpty() || wanted.stream().anyMatch(page.name()::startsWith)) {
        task.accept(page, kernel);
      }
    }
  }

  private void attempt(Page page, Path kernel) {
    KernelRun run = KernelRun.of(page.inAHurry(), kernel, notebooks);
    System.out.println(page.name() + "\n" + MeasuredNumbers.markdown(run.numbers()));
  }

  private void measure(Page page, Path kernel) {
    KernelRun run = KernelRun.of(page, kernel, notebooks);
    Path file = recipes.resolve(page.name() + ".md");
    try {
      String text = Files.readString(file);
      PageCosts costs = PageCosts.in(text).with(run.hasUnits(), run.seconds(), Instant.now());
      String block = MeasuredNumbers.block(run.numbers(), costs);
      Files.writeString(file, MeasuredNumbers.replace(text, block));
      PagePictures.write(recipes, PagePictures.of(page, run.notebook()));
      Files.writeString(notebooks.resolve(page.name() + ".ipynb"), run.notebook());
      System.out.println(page.name() + "\n" + block);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cost(Page page, Path kernel) {
    KernelRun run = KernelRun.of(page, kernel, notebooks);
    Path file = recipes.resolve(page.name() + ".md");
    try {
      String text = Files.readString(file);
      PageCosts costs = PageCosts.in(text).with(run.hasUnits(), run.seconds(), Instant.now());
      Files.writeString(file, costs.replaceIn(text));
      System.out.println(page.name() + ": " + costs.sentence());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("recipes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void notebooks() {
    try {
      Files.createDirectories(notebooks);
      for (Page page : Page.all(recipes)) {
        Path file = notebooks.resolve(page.name() + ".ipynb");
        Optional<String> older =
            Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        Files.writeString(file, NotebookFile.of(page, older));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
