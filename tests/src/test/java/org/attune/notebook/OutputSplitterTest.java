package org.attune.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Outputs in a notebook file")
class OutputSplitterTest {
  private static final String IMAGE =
      "<img width=\\\"760\\\" src=\\\"data:image/png;base64,QUJD\\\" alt=\\\"x\\\"/>";

  private static JsonObject result(String html) {
    return JsonParser.parseString(
            "{'output_type':'execute_result','execution_count':3,'metadata':{},"
                + "'data':{'text/plain':'a card','text/html':\""
                + html
                + "\"}}")
        .getAsJsonObject();
  }

  @Test
  @DisplayName("have a picture between two texts as an output of its own")
  void threePieces() {
    List<JsonObject> pieces =
        OutputSplitter.of(result("<p>before<br></p>" + IMAGE + "<p>behind</p>"));
    assertEquals(3, pieces.size());
    assertEquals("execute_result", pieces.get(0).get("output_type").getAsString());
    assertEquals(3, pieces.get(0).get("execution_count").getAsInt());
    JsonObject first = pieces.get(0).getAsJsonObject("data");
    assertEquals("<p>before<br></p>", first.get("text/html").getAsString());
    assertEquals("a card", first.get("text/plain").getAsString());
    JsonObject picture = pieces.get(1);
    assertEquals("display_data", picture.get("output_type").getAsString());
    assertEquals("QUJD", picture.getAsJsonObject("data").get("image/png").getAsString());
    assertEquals(
        760,
        picture.getAsJsonObject("metadata").getAsJsonObject("image/png").get("width").getAsInt());
    assertEquals(
        "<p>behind</p>", pieces.get(2).getAsJsonObject("data").get("text/html").getAsString());
    assertFalse(pieces.get(2).has("execution_count"));
  }

  @Test
  @DisplayName("keep a picture inside of another element, which cannot be cut in two")
  void nested() {
    JsonObject whole = result("<div>" + IMAGE + "</div>");
    assertSame(whole, OutputSplitter.of(whole).get(0));
    assertEquals(1, OutputSplitter.of(whole).size());
  }

  @Test
  @DisplayName("lose vector graphics, of which a page without trust would show the labels")
  void vectors() {
    JsonObject card = result("<p>done</p><svg width=\\\"9\\\">\\n<text>0.5</text></svg><p>end</p>");
    String html =
        OutputSplitter.of(card).get(0).getAsJsonObject("data").get("text/html").getAsString();
    assertEquals("<p>done</p><p>end</p>", html);
  }

  @Test
  @DisplayName("stay as they are without pictures")
  void plain() {
    JsonObject text = result("<p>only text</p>");
    JsonObject stream =
        JsonParser.parseString("{'output_type':'stream','name':'stdout','text':'hi'}")
            .getAsJsonObject();
    JsonArray all = OutputSplitter.of(List.of(text, stream));
    assertEquals(2, all.size());
    assertSame(text, all.get(0));
    assertTrue(all.get(1).getAsJsonObject().has("text"));
  }

  @Test
  @DisplayName("that begin with a picture make it the result")
  void pictureFirst() {
    List<JsonObject> pieces = OutputSplitter.of(result(IMAGE + "<p>behind</p>"));
    assertEquals(2, pieces.size());
    JsonObject data = pieces.get(0).getAsJsonObject("data");
    assertEquals("QUJD", data.get("image/png").getAsString());
    assertEquals("a card", data.get("text/plain").getAsString());
    assertFalse(data.has("text/html"));
  }
}
