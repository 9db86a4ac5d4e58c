package org.attune.data.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.attune.data.jinja.RenderedText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A chat template of a model that also reads images")
final class ChatPartsTest {
  private static final String EACH_PART =
      "{% for m in messages %}<{{ m['role'] }}>{% for part in m['content'] %}"
          + "{% if part['type'] == 'text' %}{{ part['text'] }}{% endif %}{% endfor %};{% endfor %}"
          + "{% if add_generation_prompt %}<assistant>{% endif %}";

  private static final String FIRST_PART =
      "{% for m in messages %}<{{ m['role'] }}{% if m['content'][0]['type'] == 'image' %} image"
          + "{% endif %}>{% for part in m['content'] %}{% if part['type'] == 'text' %}"
          + "{{ part['text'] }}{% endif %}{% endfor %};{% endfor %}"
          + "{% if add_generation_prompt %}<assistant>{% endif %}";

  private static final List<ChatMessage> TURNS =
      List.of(ChatMessage.user("one"), ChatMessage.assistant("two"), ChatMessage.user("three"));

  @ParameterizedTest
  @ValueSource(strings = {EACH_PART, FIRST_PART})
  @DisplayName("gets messages as lists of one text where it writes none that are texts")
  void parts(String source) {
    RenderedText text = ChatTemplate.of("t", source, Map.of()).prompt(TURNS);
    assertEquals("<user>one;<assistant>two;<user>three;<assistant>", text.text());
    assertEquals("onetwothree".length(), text.given().cardinality());
  }

  @Test
  @DisplayName("gets messages as texts where it writes those")
  void texts() {
    String source =
        "{% for m in messages %}{{ 'text ' + m['content'] if m['content'] is string else 'list' }}"
            + "{% endfor %}";
    RenderedText text = ChatTemplate.of("t", source, Map.of()).prompt(TURNS.subList(0, 1));
    assertEquals("text one", text.text());
  }
}
