package org.attune.data.chat;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.data.jinja.JinjaData;
import org.attune.data.jinja.JinjaTemplate;
import org.attune.data.jinja.RenderedText;
import org.attune.util.InvalidInputException;

/**
 * The chat template of a model's folder.
 *
 * <p>It renders the same text as transformers' {@code apply_chat_template} and records of every
 * character whether it is the template's own or a message's. If a template rejects a system
 * message, as Gemma 2's does, the message is put at the start of the user's first message, followed
 * by an empty line.
 */
public final class ChatTemplate {
  private final JinjaTemplate template;
  private final Map<String, String> specialTokens;
  private final Clock clock;

  private ChatTemplate(JinjaTemplate template, Map<String, String> specialTokens, Clock clock) {
    this.template = template;
    this.specialTokens = specialTokens;
    this.clock = clock;
  }

  /**
   * Makes a template from its source.
   *
   * @param name its name in error messages
   * @param specialTokens the spelling of special tokens by name, such as {@code bos_token}
   */
  public static ChatTemplate of(String name, String source, Map<String, String> specialTokens) {
    return new ChatTemplate(
        JinjaTemplate.of(name, source),
        Map.copyOf(specialTokens),
        Clock.system(ZoneId.systemDefault()));
  }

  /** Finds the template among the files of a model folder, given by name. */
  public static Optional<ChatTemplate> in(Map<String, byte[]> files) {
    ChatTemplateFiles read = new ChatTemplateFiles(files);
    return read.template().map(found -> of(found.getKey(), found.getValue(), read.specialTokens()));
  }

  /** Returns the template's source among the files of a model folder, given by name. */
  public static Optional<String> sourceIn(Map<String, byte[]> files) {
    return new ChatTemplateFiles(files).template().map(Map.Entry::getValue);
  }

  /** Returns this template with another clock, for templates that write the date. */
  public ChatTemplate at(Clock other) {
    return new ChatTemplate(template, specialTokens, other);
  }

  /** Returns the conversation as a prompt for the model's answer. */
  public RenderedText prompt(List<ChatMessage> messages) {
    return render(messages, true);
  }

  /** Returns the conversation without a generation prompt. */
  public RenderedText conversation(List<ChatMessage> messages) {
    return render(messages, false);
  }

  /**
   * Returns the conversation with an answer, and where the answer begins; fails if the template
   * renders the text before the answer differently once the answer follows.
   */
  public AnsweredChat answered(List<ChatMessage> messages, String answer) {
    String prompt = prompt(messages).text();
    List<ChatMessage> all = new ArrayList<>(messages);
    all.add(ChatMessage.assistant(answer));
    RenderedText whole = conversation(all);
    int common = 0;
    int most = Math.min(prompt.length(), whole.text().length());
    while (common < most && prompt.charAt(common) == whole.text().charAt(common)) {
      common++;
    }
    InvalidInputException.unless(
        common == prompt.length(),
        "%s: the template writes the prompt differently once an answer follows it (\"%s\" after"
            + " character %d goes), so the answer's tokens cannot be identified; use the layout"
            + " \"plain\" or one of your own.",
        template.name(),
        prompt.substring(common, Math.min(prompt.length(), common + 20)).replace("\n", "\\n"),
        common);
    return new AnsweredChat(whole, common);
  }

  private RenderedText render(List<ChatMessage> messages, boolean prompt) {
    InvalidInputException.unless(
        !messages.isEmpty(), "A conversation needs at least one message, got none.");
    try {
      return rendered(messages, prompt);
    } catch (InvalidInputException refusal) {
      if (!messages.get(0).role().equals("system") || messages.size() == 1) {
        throw refusal;
      }
      return withoutSystem(messages, prompt, refusal);
    }
  }

  /**
   * Renders messages as texts or, for templates that write none of those, as lists of one part, as
   * models that also read images have them.
   */
  private RenderedText rendered(List<ChatMessage> messages, boolean prompt) {
    RenderedText texts = template.render(variables(messages, prompt, false), clock);
    boolean silent =
        texts.given().isEmpty() && messages.stream().anyMatch(each -> !each.content().isEmpty());
    return silent ? template.render(variables(messages, prompt, true), clock) : texts;
  }

  private RenderedText withoutSystem(
      List<ChatMessage> messages, boolean prompt, InvalidInputException refusal) {
    ChatMessage first = messages.get(1);
    if (!first.role().equals("user")) {
      throw refusal;
    }
    List<ChatMessage> merged = new ArrayList<>(messages.subList(1, messages.size()));
    merged.set(0, ChatMessage.user(messages.get(0).content() + "\n\n" + first.content()));
    try {
      return rendered(merged, prompt);
    } catch (InvalidInputException again) {
      throw refusal;
    }
  }

  private Map<String, Object> variables(List<ChatMessage> messages, boolean prompt, boolean parts) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("messages", messages.stream().map(each -> message(each, parts)).toList());
    variables.put("tools", JinjaData.none());
    variables.put("documents", JinjaData.none());
    variables.put("add_generation_prompt", prompt);
    specialTokens.forEach((name, token) -> variables.put(name, JinjaData.own(token)));
    return variables;
  }

  /**
   * Returns the message as data; its role is one of three known words, so it counts as the
   * template's own text.
   */
  private static Object message(ChatMessage message, boolean parts) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("role", JinjaData.own(message.role()));
    Object text = JinjaData.given(message.content());
    entries.put("content", parts ? List.of(part(text)) : text);
    return JinjaData.mapping(entries);
  }

  private static Object part(Object text) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("type", JinjaData.own("text"));
    part.put("text", text);
    return JinjaData.mapping(part);
  }

  @Override
  public String toString() {
    return "ChatTemplate(" + template.name() + ")";
  }
}
