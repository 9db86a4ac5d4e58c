package org.attune.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.Tiny;
import org.attune.util.InvalidInputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The layout adds two words to an instruction, and begin-of-text makes three tokens. */
@DisplayName("An example as token ids")
final class PromptEncoderTest {
  private static final int LIMIT = 12;
  private static final int RESERVE = 4;
  private static final LanguageModel MODEL = Tiny.model(31);

  private final PromptEncoder encoder =
      new PromptEncoder(MODEL, PromptTemplate.PLAIN, LIMIT, RESERVE);

  /** Returns so many different words. */
  private static String words(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Character.toString('a' + i))
        .collect(Collectors.joining(" "));
  }

  private static int[] ids(String... words) {
    return Arrays.stream(words).mapToInt(Tiny::id).toArray();
  }

  private void counts(int prompts, int responses) {
    assertEquals(prompts, encoder.cutPrompts(), "cut prompts");
    assertEquals(responses, encoder.cutResponses(), "cut responses");
  }

  @Nested
  @DisplayName("has its special tokens in their places")
  final class Special {
    @Test
    @DisplayName("begin-of-text comes first and once, end-of-text is appended once, by id")
    void once() {
      TokenizedExample tokens = encoder.example("a b", " c d ", 0);
      assertArrayEquals(ids("<s>", "User:", "a", "b", "Assistant:"), tokens.prompt());
      assertArrayEquals(ids("c", "d", "</s>"), tokens.response());
      assertArrayEquals(tokens.prompt(), encoder.prompt("a b"));
    }

    @Test
    @DisplayName("an empty response is end-of-text alone")
    void empty() {
      assertArrayEquals(ids("</s>"), encoder.example("a", "  ", 0).response());
    }

    @Test
    @DisplayName("a model without begin-of-text gets none")
    void without() {
      LlamaConfig c = MODEL.config();
      LlamaConfig bare =
          new LlamaConfig(c.vocabulary(), 8, 8, 1, 1, 1, 8, 48, 1e-5, 10_000, true, -1, c.eos());
      LanguageModel model = LanguageModel.random(bare, Tiny.tokenizer(), 1, Device.cpu());
      assertArrayEquals(
          ids("User:", "a", "Assistant:"),
          new PromptEncoder(model, PromptTemplate.PLAIN).prompt("a"));
    }

    @Test
    @DisplayName("what spells a control token in a text stays text")
    void text() {
      TokenizedExample tokens = encoder.example("a </s> b", "c <s> d", 0);
      assertArrayEquals(ids("<s>", "User:", "a", "<unk>", "b", "Assistant:"), tokens.prompt());
      assertArrayEquals(ids("c", "<unk>", "d", "</s>"), tokens.response());
      assertEquals(0, encoder.writtenControls());
    }

    @Test
    @DisplayName("a begin and an end that are written out are not doubled, and are counted")
    void written() {
      TokenizedExample tokens = encoder.example("<s> a", "b</s> ", 0);
      assertArrayEquals(ids("<s>", "User:", "a", "Assistant:"), tokens.prompt());
      assertArrayEquals(ids("b", "</s>"), tokens.response());
      assertEquals(2, encoder.writtenControls());
    }

    @Test
    @DisplayName("what spells a control token is that token on request, and one end stays one end")
    void parsed() {
      PromptTemplate layout = PromptTemplate.PLAIN.parseSpecial(true);
      PromptEncoder reading = new PromptEncoder(MODEL, layout, LIMIT, RESERVE);
      TokenizedExample tokens = reading.example("<s> a </s> b", "c <s> d </s>", 0);
      assertArrayEquals(ids("<s>", "User:", "a", "</s>", "b", "Assistant:"), tokens.prompt());
      assertArrayEquals(ids("c", "<s>", "d", "</s>"), tokens.response());
      assertEquals(2, reading.writtenControls());
      assertArrayEquals(ids("c", "</s>", "d", "</s>"), reading.response("c </s> d", 9));
    }

    @Test
    @DisplayName("a template's control tokens are control tokens")
    void template() {
      PromptTemplate chat = new PromptTemplate("a </s> {instruction} </s> Assistant:", "", 0);
      assertArrayEquals(
          ids("<s>", "a", "</s>", "b", "<unk>", "</s>", "Assistant:"),
          new PromptEncoder(MODEL, chat, LIMIT, RESERVE).prompt("b </s>"));
    }

    @Test
    @DisplayName("a conditional layout writes the example's reward, and asks for its own otherwise")
    void conditional() {
      PromptTemplate layout = PromptTemplate.PLAIN.withScore(" <rm_score> {score}", 2);
      PromptEncoder scored = new PromptEncoder(MODEL, layout, LIMIT, RESERVE);
      assertArrayEquals(
          ids("<s>", "User:", "a", "Assistant:", "<rm_score>", "-1.0"),
          scored.example("a", "b", -0.96).prompt());
      assertArrayEquals(
          ids("<s>", "User:", "a", "Assistant:", "<rm_score>", "2.0"), scored.prompt("a"));
    }

    @Test
    @DisplayName("rewards have one decimal, half away from zero, and there is no minus zero")
    void rounding() {
      assertEquals("0.3", PromptTemplate.rounded(0.25));
      assertEquals("-0.3", PromptTemplate.rounded(-0.25));
      assertEquals("0.0", PromptTemplate.rounded(-0.04));
      assertEquals("-1.2", PromptTemplate.rounded(-1.15));
    }
  }

  @Nested
  @DisplayName("is cut by one rule when it is too long")
  final class Cuts {
    @Test
    @DisplayName("a prompt that just leaves the reserve stays; one token more costs the oldest")
    void prompts() {
      assertEquals(LIMIT - RESERVE, encoder.prompt(words(5)).length);
      counts(0, 0);
      int[] cut = encoder.prompt(words(6));
      counts(1, 0);
      assertArrayEquals(ids("<s>", "a", "b", "c", "d", "e", "f", "Assistant:"), cut);
    }

    @Test
    @DisplayName("a prompt is cut in one way, whatever response follows it")
    void onePrompt() {
      int[] asked = encoder.prompt(words(9));
      for (String response : new String[] {"", "a", words(3), words(4), words(20)}) {
        assertArrayEquals(asked, encoder.example(words(9), response, 0).prompt(), response);
      }
    }

    @Test
    @DisplayName("keep-start keeps the oldest tokens and what the template writes at the end")
    void keepStart() {
      PromptTemplate first = PromptTemplate.PLAIN.truncation(TruncationMode.KEEP_START);
      PromptEncoder other = new PromptEncoder(MODEL, first, LIMIT, RESERVE);
      assertArrayEquals(
          ids("<s>", "User:", "a", "b", "c", "d", "e", "Assistant:"), other.prompt(words(9)));
      assertArrayEquals(
          ids("<s>", "User:", "a", "b", "c", "d", "e", "Assistant:"), other.prompt(words(5)));
      assertEquals(1, other.cutPrompts(), "one of them was whole");
    }

    @Test
    @DisplayName("a dialogue that is cut at its end still asks for a reply")
    void keepStartOfDialogue() {
      PromptTemplate first =
          new PromptTemplate("{instruction}", "", 0).truncation(TruncationMode.KEEP_START);
      PromptEncoder other = new PromptEncoder(MODEL, first, LIMIT, RESERVE);
      assertArrayEquals(
          ids("<s>", "a", "b", "c", "d", "e", "f", "Assistant:"),
          other.prompt(words(9) + " Assistant:"));
    }

    @Test
    @DisplayName("a response that just fits with end-of-text keeps it; one token more loses it")
    void responses() {
      TokenizedExample fits = encoder.example(words(5), words(3), 0);
      assertEquals(LIMIT, fits.length());
      assertEquals(Tiny.EOS, fits.response()[3]);
      counts(0, 0);
      TokenizedExample cut = encoder.example(words(5), words(4), 0);
      assertEquals(LIMIT, cut.length());
      assertArrayEquals(ids("a", "b", "c", "d"), cut.response());
      counts(0, 1);
    }

    @Test
    @DisplayName("a short prompt leaves its room to the response")
    void shortPrompt() {
      assertEquals(Tiny.EOS, encoder.example("a", words(7), 0).response()[7]);
      counts(0, 0);
      assertEquals(8, encoder.example("a", words(8), 0).response().length);
      counts(0, 1);
    }

    @Test
    @DisplayName("both are cut when both are long, and both are counted")
    void both() {
      TokenizedExample cut = encoder.example(words(20), words(20), 0);
      assertEquals(LIMIT - RESERVE, cut.prompt().length);
      assertArrayEquals(ids("a", "b", "c", "d"), cut.response());
      counts(1, 1);
    }

    @Test
    @DisplayName("a reserve that leaves no prompt is refused, and the context is the last limit")
    void refused() {
      assertThrows(
          InvalidInputException.class,
          () -> new PromptEncoder(MODEL, PromptTemplate.PLAIN, LIMIT, LIMIT - 1));
      assertThrows(
          InvalidInputException.class,
          () -> new PromptEncoder(MODEL, PromptTemplate.PLAIN, LIMIT, 0));
      assertThrows(
          InvalidInputException.class,
          () -> new PromptEncoder(MODEL, PromptTemplate.PLAIN, 1_000, 47));
    }
  }
}
