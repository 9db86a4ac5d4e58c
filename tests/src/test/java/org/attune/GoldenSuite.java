package org.attune;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DynamicTest;

/**
 * Cases of a loss whose values were computed elsewhere: {@code losses.json} of the tests holds the
 * project's own, computed in 64 bits by PyTorch's autograd from the papers' equations.
 */
public final class GoldenSuite {
  private GoldenSuite() {}

  /** One case: inputs, expected numbers, and how near 32 bits should come. */
  public record Case(JsonObject inputs, JsonObject expected, boolean overflow) {
    /** Asserts that a computed number is the expected one of that name. */
    public void check(String name, double actual) {
      compare(expected.get(name).getAsDouble(), actual, name);
    }

    /** Asserts that computed numbers are the expected list of that name. */
    public void check(String name, double[] actual) {
      double[] wanted = numbers(expected.get(name));
      org.junit.jupiter.api.Assertions.assertEquals(wanted.length, actual.length, name);
      for (int i = 0; i < wanted.length; i++) {
        compare(wanted[i], actual[i], name + "[" + i + "]");
      }
    }

    /** Compares two numbers with the tolerance of this case. */
    public void compare(double wanted, double actual, String what) {
      if (overflow) {
        org.junit.jupiter.api.Assertions.assertEquals(wanted, actual, 1e-3, what);
      } else {
        Close.close(wanted, actual, what);
      }
    }

    /** Returns an input list. */
    public double[] list(String name) {
      return numbers(inputs.get(name));
    }

    /** Returns an input number. */
    public double number(String name) {
      return inputs.get(name).getAsDouble();
    }
  }

  /**
   * Returns a test for each case of a suite: the project's own, and those beside the project if
   * they are there.
   */
  public static Stream<DynamicTest> tests(String suite, Consumer<Case> check) {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = GoldenSuite.class.getResourceAsStream("losses.json")) {
      add(tests, new String(in.readAllBytes(), StandardCharsets.UTF_8), suite, check);
      InvalidInputException.unless(!tests.isEmpty(), "There is no suite %s.", suite);
      Optional<Path> more = SharedData.find("golden/losses.json");
      if (more.isPresent()) {
        add(tests, Files.readString(more.get()), suite, check);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tests.stream();
  }

  private static void add(
      List<DynamicTest> tests, String text, String suite, Consumer<Case> check) {
    JsonObject root = JsonParser.parseString(text).getAsJsonObject();
    objects(root.getAsJsonArray("suites"))
        .filter(candidate -> candidate.get("id").getAsString().equals(suite))
        .flatMap(found -> objects(found.getAsJsonArray("cases")))
        .map(json -> test(json, check))
        .forEach(tests::add);
  }

  private static DynamicTest test(JsonObject json, Consumer<Case> check) {
    String note = json.get("note").getAsString();
    Case one =
        new Case(
            json.getAsJsonObject("inputs"),
            json.getAsJsonObject("expected"),
            note.startsWith("overflow guard"));
    String title = json.get("id").getAsString() + ": " + note;
    return DynamicTest.dynamicTest(title, () -> check.accept(one));
  }

  /** Returns a list of numbers or truth values. */
  public static double[] numbers(JsonElement list) {
    JsonArray array = list.getAsJsonArray();
    return IntStream.range(0, array.size()).mapToDouble(i -> number(array.get(i))).toArray();
  }

  private static double number(JsonElement element) {
    var primitive = element.getAsJsonPrimitive();
    return primitive.isBoolean() ? (primitive.getAsBoolean() ? 1 : 0) : primitive.getAsDouble();
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
  }
}
