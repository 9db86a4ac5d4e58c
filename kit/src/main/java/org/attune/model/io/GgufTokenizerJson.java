package org.attune.model.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.util.InvalidInputException;

/**
 * Writes as {@code tokenizer.json} what a GGUF file says of its tokenizer; the mirror of {@link
 * GgufTokenizer}. BPE over bytes has its merges and a name for the way of cutting words; of BPE
 * over characters the scores of its pieces say in which order they are merged.
 */
final class GgufTokenizerJson {
  private static final String SPACE = "\u2581"; // written for a blank by BPE over characters

  /** Tokens of Phi-3 after which blanks stay; after all other special ones they are dropped. */
  private static final Set<String> KEPT = Set.of("<unk>", "<s>", "<|endoftext|>");

  private final GgufVocabulary vocabulary;
  private final boolean bytes;
  private final JsonObject json = new JsonObject();

  private GgufTokenizerJson(GgufVocabulary vocabulary) {
    this.vocabulary = vocabulary;
    String model = vocabulary.text("model").orElse("missing");
    InvalidInputException.unless(
        List.of("gpt2", "llama").contains(model),
        "%s: 'tokenizer.ggml.model' is %s; tokenizers of the kinds gpt2 (BPE over bytes) and llama"
            + " (SentencePiece's BPE) are read. Load the model's Hugging Face folder.",
        vocabulary.where(),
        model);
    this.bytes = model.equals("gpt2");
  }

  /** Returns the file. */
  static byte[] of(GgufVocabulary vocabulary) {
    GgufTokenizerJson file = new GgufTokenizerJson(vocabulary);
    file.json.addProperty("version", "1.0");
    file.json.add("added_tokens", file.added());
    if (file.bytes) {
      file.describeBytes();
    } else {
      file.describeCharacters();
    }
    return file.json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonArray added() {
    boolean strips = vocabulary.isPhi3();
    JsonArray added = new JsonArray();
    for (int id = 0; id < vocabulary.tokens().size(); id++) {
      int type = vocabulary.type(id);
      boolean user = type == GgufTokenizer.USER;
      String content = vocabulary.tokens().get(id);
      if (!content.isEmpty()
          && (user || type == GgufTokenizer.CONTROL || type == GgufTokenizer.UNKNOWN)) {
        added.add(added(id, content, !user, strips && !KEPT.contains(content)));
      }
    }
    return added;
  }

  private static JsonObject added(int id, String content, boolean special, boolean strips) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    for (String flag : List.of("single_word", "lstrip", "normalized")) {
      token.addProperty(flag, false);
    }
    token.addProperty("rstrip", strips);
    token.addProperty("special", special);
    return token;
  }

  private void describeBytes() {
    String name = vocabulary.text("pre").orElse("default");
    boolean prefix = vocabulary.flag("add_space_prefix", false);
    Optional<JsonObject> steps = GgufPreTokenizer.steps(name, prefix);
    InvalidInputException.unless(
        steps.isPresent(),
        "%s: 'tokenizer.ggml.pre' is %s, and how such a tokenizer cuts texts into words is not"
            + " known here; load the model's Hugging Face folder, or take a newer file.",
        vocabulary.where(),
        name);
    if (GgufPreTokenizer.composes(name)) {
      json.add("normalizer", typed("NFC"));
    }
    json.add("pre_tokenizer", steps.get());
    boolean whole = GgufPreTokenizer.takesWholeWords(name);
    JsonObject plain = GgufPreTokenizer.byteLevel(false, false);
    json.add(
        "post_processor",
        begin(whole).map(first -> sequence("processors", plain, first)).orElse(plain));
    json.add("decoder", GgufPreTokenizer.byteLevel(false, true));
    JsonObject model = model();
    model.addProperty("ignore_merges", whole);
    model.add("merges", merges());
    json.add("model", model);
  }

  private JsonArray merges() {
    JsonArray merges = new JsonArray();
    for (String merge : vocabulary.list("merges", String.class)) {
      int blank = merge.indexOf(' ', 1);
      InvalidInputException.unless(
          blank > 0 && blank < merge.length() - 1,
          "%s: the merge '%s' is not two tokens; the file is damaged.",
          vocabulary.where(),
          merge);
      merges.add(pair(merge.substring(0, blank), merge.substring(blank + 1)));
    }
    return merges;
  }

  private void describeCharacters() {
    boolean prefix = vocabulary.flag("add_space_prefix", true);
    JsonObject blanks = replace(" ", SPACE);
    JsonObject before = typed("Prepend");
    before.addProperty("prepend", SPACE);
    json.add("normalizer", prefix ? sequence("normalizers", before, blanks) : blanks);
    begin(true).ifPresent(first -> json.add("post_processor", first));
    JsonObject strip = typed("Strip");
    strip.addProperty("content", " ");
    strip.addProperty("start", 1);
    strip.addProperty("stop", 0);
    JsonObject[] steps = {replace(SPACE, " "), typed("ByteFallback"), typed("Fuse"), strip};
    json.add("decoder", sequence("decoders", Arrays.copyOf(steps, prefix ? 4 : 3)));
    JsonObject model = model();
    model.addProperty("fuse_unk", true);
    model.addProperty("byte_fallback", true);
    JsonArray merges = new JsonArray();
    for (PieceMerges.Merge merge : PieceMerges.of(vocabulary)) {
      merges.add(pair(merge.left(), merge.right()));
    }
    model.add("merges", merges);
    json.add("model", model);
  }

  private JsonObject model() {
    JsonObject model = typed("BPE");
    JsonObject ids = new JsonObject();
    for (int id = 0; id < vocabulary.tokens().size(); id++) {
      String token = vocabulary.tokens().get(id);
      boolean padding =
          vocabulary.type(id) == GgufTokenizer.UNUSED && token.equals("[PAD" + id + "]");
      if (!token.isEmpty() && !padding) {
        ids.addProperty(token, id); // of two equal ones, the later, as in llama.cpp
      }
    }
    model.add("vocab", ids);
    vocabulary
        .special("unknown")
        .filter(id -> !vocabulary.tokens().get(id).isEmpty())
        .ifPresent(id -> model.addProperty("unk_token", vocabulary.tokens().get(id)));
    return model;
  }

  /** Returns what puts begin-of-text before a text, if anything does. */
  private Optional<JsonObject> begin(boolean usual) {
    Optional<Integer> id = vocabulary.special("bos");
    if (id.isEmpty() || !vocabulary.flag("add_bos_token", usual)) {
      return Optional.empty();
    }
    String token = vocabulary.tokens().get(id.get());
    JsonObject processor = typed("TemplateProcessing");
    processor.add("single", list(piece("SpecialToken", token, 0), piece("Sequence", "A", 0)));
    processor.add(
        "pair",
        list(
            piece("SpecialToken", token, 0),
            piece("Sequence", "A", 0),
            piece("SpecialToken", token, 1),
            piece("Sequence", "B", 1)));
    JsonObject first = new JsonObject();
    first.addProperty("id", token);
    first.add("ids", list(new JsonPrimitive(id.get())));
    first.add("tokens", list(new JsonPrimitive(token)));
    JsonObject special = new JsonObject();
    special.add(token, first);
    processor.add("special_tokens", special);
    return Optional.of(processor);
  }

  private static JsonObject piece(String kind, String id, int type) {
    JsonObject inner = new JsonObject();
    inner.addProperty("id", id);
    inner.addProperty("type_id", type);
    JsonObject piece = new JsonObject();
    piece.add(kind, inner);
    return piece;
  }

  private static JsonObject replace(String text, String by) {
    JsonObject pattern = new JsonObject();
    pattern.addProperty("String", text);
    JsonObject step = typed("Replace");
    step.add("pattern", pattern);
    step.addProperty("content", by);
    return step;
  }

  private static JsonObject sequence(String name, JsonObject... steps) {
    JsonObject sequence = typed("Sequence");
    sequence.add(name, list(steps));
    return sequence;
  }

  private static JsonArray list(JsonElement... elements) {
    JsonArray list = new JsonArray();
    List.of(elements).forEach(list::add);
    return list;
  }

  private static JsonArray pair(String left, String right) {
    return list(new JsonPrimitive(left), new JsonPrimitive(right));
  }

  private static JsonObject typed(String type) {
    JsonObject typed = new JsonObject();
    typed.addProperty("type", type);
    return typed;
  }
}
