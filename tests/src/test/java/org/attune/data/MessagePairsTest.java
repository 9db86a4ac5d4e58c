package org.attune.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A pair beside messages")
final class MessagePairsTest extends RowReading {
  private static final String USER = "{'role':'user','content':'Hi'}";
  private static final Pair PAIR = new Pair("\n\nHuman: Hi\n\nAssistant:", " Ho", " Ha");

  private static String reply(String text) {
    return "{'role':'assistant','content':'" + text + "'}";
  }

  @Test
  @DisplayName("has the rejected response in a column of its own, as in ms-swift")
  void rejectedResponse() {
    String row = "{'messages':[%s,%s],'rejected_response':%s}";
    reads(PAIR, row.formatted(USER, reply("Ho"), "'Ha'"));
    reads(
        new Pair("Be brief." + PAIR.prompt(), " Ho", " Ha"),
        "{'system':'Be brief.'," + row.formatted(USER, reply("Ho"), "'Ha'").substring(1));
    String said = scratch.refusal(() -> scratch.row(row.formatted(USER, reply("Ho"), "null")));
    assertTrue(said.contains("$.rejected_response is null; expected a text"), said);
    said =
        scratch.refusal(
            () -> scratch.row("{'messages':[" + reply("Ho") + "],'rejected_response':'Ha'}"));
    assertTrue(said.contains("$.messages holds a reply but nothing before it"), said);
  }

  @Test
  @DisplayName("may have the whole rejected dialogue there")
  void rejectedMessages() {
    String row = "{'messages':[%s,%s],'rejected_messages':[%s,%s]}";
    reads(PAIR, row.formatted(USER, reply("Ho"), USER, reply("Ha")));
    String other = USER.replace("Hi", "Bye");
    String said =
        scratch.refusal(() -> scratch.row(row.formatted(USER, reply("Ho"), other, reply("Ha"))));
    assertTrue(said.contains("messages and rejected_messages do not share their prompt"), said);
  }

  @Test
  @DisplayName("has two outputs, in OpenAI's format of preferences")
  void outputs() {
    String row =
        "{'input':{'messages':[%s],'tools':[]},'preferred_output':[%s],'non_preferred_output':[%s]}";
    reads(PAIR, row.formatted(USER, reply("Ho"), reply("Ha")));
    String said =
        scratch.refusal(() -> scratch.row(row.formatted(reply("Hi"), reply("Ho"), reply("Ha"))));
    assertTrue(said.contains("$.input.messages must end with a user message"), said);
    said = scratch.refusal(() -> scratch.row(row.formatted(USER, USER, reply("Ha"))));
    assertTrue(said.contains("$.preferred_output must hold one assistant message"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'ranks':[1,0]", "'all_rm_scores':[0.1,0.9]", "'responses':['a','b']"})
  @DisplayName("stands beside what it was chosen from, as in OpenHermes' and SimPO's data")
  void candidates(String column) {
    String row = "{'prompt':'Hi','chosen':[%s,%s],'rejected':[%s,%s],%s}";
    reads(PAIR, row.formatted(USER, reply("Ho"), USER, reply("Ha"), column));
  }
}
