package org.attune.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.attune.Dataset;
import org.attune.Tiny;
import org.attune.util.InvalidInputException;

/**
 * Reads damaged tokenizers in a process of its own, since a panic of the native library would end
 * the process. The damage keeps the file a JSON document, so that much of it passes the guard.
 */
final class DamagedTokenizers {
  /** Values in place of others, which parse but may mean nothing. */
  private static final List<String> TRAPS =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "7",
          "1.5",
          "4000000000",
          "\"\"",
          "\"a\"",
          "\"[\"",
          "\"(?<=a\"",
          "\"ByteLevel\"",
          "\"BPE\"",
          "\"Unigram\"",
          "\"\ud83d\ude00 é\"",
          "[]",
          "[\"a\"]",
          "{}",
          "{\"type\":\"Sequence\"}",
          "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(\"},\"behavior\":\"Isolated\",\"invert\":false}",
          "{\"type\":\"Replace\",\"pattern\":{\"String\":\"\"},\"content\":\"\"}",
          "{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true}",
          "{\"type\":\"Metaspace\",\"replacement\":\"_\",\"prepend_scheme\":\"always\"}");

  private static final List<String> TEXTS =
      List.of("", " ", "a b", "User: a </s> é\ud83d\ude00\n\n");

  private DamagedTokenizers() {}

  /** Reads so many damaged forms of each of three tokenizers from a seed on. */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    List<String> good = new ArrayList<>();
    good.add(new String(Tiny.tokenizer().json(), StandardCharsets.UTF_8));
    try (var in = Dataset.class.getResourceAsStream("datasets/start/tokenizer.json")) {
      good.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    good.add(
        "{\"version\":\"1.0\",\"added_tokens\":[],\"normalizer\":{\"type\":\"NFKC\"},"
            + "\"pre_tokenizer\":{\"type\":\"Metaspace\",\"replacement\":\"_\","
            + "\"prepend_scheme\":\"always\"},\"post_processor\":{\"type\":\"TemplateProcessing\","
            + "\"single\":[{\"Sequence\":{\"id\":\"A\",\"type_id\":0}}],\"pair\":[],"
            + "\"special_tokens\":{}},\"decoder\":null,\"model\":{\"type\":\"Unigram\",\"unk_id\":0,"
            + "\"vocab\":[[\"<unk>\",0],[\"_\",-1.5],[\"a\",-2],[\"b\",-2.5],[\"_a\",-1]],"
            + "\"byte_fallback\":false}}");
    int read = 0;
    int refused = 0;
    for (int i = 0; i < count; i++) {
      for (int which = 0; which < good.size(); which++) {
        String json = damaged(good.get(which), 1000L * i + which);
        System.out.println("mutation " + i + " of tokenizer " + which); // The last before an abort.
        if (isRead(json)) {
          read++;
        } else {
          refused++;
        }
      }
    }
    System.out.println("done: " + read + " read, " + refused + " refused");
  }

  /** A tokenizer that loads must also encode and decode, or say why not. */
  private static boolean isRead(String json) {
    try {
      Tokenizer tokenizer = Tokenizer.of(json.getBytes(StandardCharsets.UTF_8), "tokenizer.json");
      for (String text : TEXTS) {
        tokenizer.decode(tokenizer.encode(text));
        tokenizer.encodeResponse(text);
      }
      return true;
    } catch (InvalidInputException e) {
      if (!e.getMessage().endsWith(".") || e.getMessage().length() > 1100) {
        throw new AssertionError("no sentence: " + e.getMessage(), e);
      }
      return false;
    }
  }

  private static String damaged(String good, long seed) {
    Random random = new Random(seed);
    JsonObject root = JsonParser.parseString(good).getAsJsonObject();
    for (int times = 1 + random.nextInt(2); times > 0; times--) {
      hurt(root, random);
    }
    return root.toString();
  }

  /** Walks down to some value and removes it, or puts another in its place. */
  private static void hurt(JsonElement parent, Random random) {
    if (parent instanceof JsonObject object && object.size() > 0) {
      List<String> keys = List.copyOf(object.keySet());
      String key = keys.get(random.nextInt(keys.size()));
      if (goesDown(object.get(key), random)) {
        hurt(object.get(key), random);
      } else if (random.nextInt(4) == 0) {
        object.remove(key);
      } else {
        object.add(key, trap(random));
      }
    } else if (parent instanceof JsonArray array && !array.isEmpty()) {
      int at = random.nextInt(array.size());
      if (goesDown(array.get(at), random)) {
        hurt(array.get(at), random);
      } else if (random.nextInt(4) == 0) {
        array.remove(at);
      } else {
        array.set(at, trap(random));
      }
    }
  }

  private static boolean goesDown(JsonElement value, Random random) {
    boolean inner =
        value instanceof JsonObject object
            ? object.size() > 0
            : value instanceof JsonArray array && !array.isEmpty();
    return inner && random.nextInt(5) > 0;
  }

  private static JsonElement trap(Random random) {
    return random.nextInt(12) == 0
        ? new JsonPrimitive("x".repeat(random.nextInt(300)))
        : JsonParser.parseString(TRAPS.get(random.nextInt(TRAPS.size())));
  }
}
