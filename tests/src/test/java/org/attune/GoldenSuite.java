package org.attune;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;

/**
 * Cases of a loss whose values were computed twice elsewhere, in 64 bits and in 60 digits; the file
 * lies beside the project.
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

  /** Returns a test for each case of a suite, or aborts when the file is absent. */
  public static Stream<DynamicTest> tests(String suite, Consumer<Case> check) {
    JsonObject root;
    try {
      root =
          JsonParser.parseString(Files.readString(SharedData.golden("losses.json")))
              .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonObject found =
        objects(root.getAsJsonArray("suites"))
            .filter(candidate -> candidate.get("id").getAsString().equals(suite))
            .findFirst()
            .orElseThrow();
    return objects(found.getAsJsonArray("cases"))
        .map(
            json -> {
              String note = json.get("note").getAsString();
              Case one =
                  new Case(
                      json.getAsJsonObject("inputs"),
                      json.getAsJsonObject("expected"),
                      note.startsWith("overflow guard"));
              String title = json.get("id").getAsString() + ": " + note;
              return DynamicTest.dynamicTest(title, () -> check.accept(one));
            });
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
