package org.attune.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits an output for a file at its pictures, and leaves out vector graphics, of which a page that
 * does not trust the file would show the labels alone.
 *
 * <p>Forges that show notebooks drop images embedded in HTML, but show outputs that are images. So
 * a card of text, picture and table becomes three outputs; live, in a kernel, it stays one.
 */
public final class OutputSplitter {
  private static final Pattern PICTURE =
      Pattern.compile("<img [^>]*src=\"data:image/png;base64,([A-Za-z0-9+/=]+)\"[^>]*>");
  private static final Pattern VECTOR = Pattern.compile("<svg\\b.*?</svg>", Pattern.DOTALL);
  private static final Pattern WIDTH = Pattern.compile(" width=\"(\\d+)\"");
  private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>");
  private static final List<String> VOID = List.of("br", "hr", "img", "input", "meta", "link");

  private OutputSplitter() {}

  /** Returns only the output itself if it is not HTML or has no picture at its top level. */
  static List<JsonObject> of(JsonObject output) {
    JsonElement data = output.get("data");
    if (data == null || !data.getAsJsonObject().has("text/html")) {
      return List.of(output);
    }
    String html =
        VECTOR.matcher(data.getAsJsonObject().get("text/html").getAsString()).replaceAll("");
    data.getAsJsonObject().addProperty("text/html", html);
    List<JsonObject> pieces = new ArrayList<>();
    Matcher picture = PICTURE.matcher(html);
    int from = 0;
    while (picture.find()) {
      if (depth(html.substring(0, picture.start())) == 0) {
        addText(pieces, html.substring(from, picture.start()));
        pieces.add(image(picture.group(), picture.group(1)));
        from = picture.end();
      }
    }
    if (from == 0) {
      return List.of(output);
    }
    addText(pieces, html.substring(from));
    pieces.set(0, first(output, pieces.get(0)));
    return pieces;
  }

  private static void addText(List<JsonObject> pieces, String html) {
    if (!html.isBlank()) {
      JsonObject data = new JsonObject();
      data.addProperty("text/html", html);
      pieces.add(display(data, new JsonObject()));
    }
  }

  private static JsonObject image(String tag, String base64) {
    JsonObject data = new JsonObject();
    data.addProperty("image/png", base64);
    JsonObject metadata = new JsonObject();
    Matcher width = WIDTH.matcher(tag);
    if (width.find()) {
      JsonObject size = new JsonObject();
      size.addProperty("width", Integer.valueOf(width.group(1)));
      metadata.add("image/png", size);
    }
    return display(data, metadata);
  }

  private static JsonObject display(JsonObject data, JsonObject metadata) {
    JsonObject output = new JsonObject();
    output.addProperty("output_type", "display_data");
    output.add("data", data);
    output.add("metadata", metadata);
    return output;
  }

  /**
   * Returns the first piece, which keeps the type of the whole: a result with its number and its
   * plain text.
   */
  private static JsonObject first(JsonObject whole, JsonObject piece) {
    JsonObject first = whole.deepCopy();
    JsonObject data = piece.getAsJsonObject("data").deepCopy();
    JsonElement plain = whole.getAsJsonObject("data").get("text/plain");
    if (plain != null) {
      data.add("text/plain", plain);
    }
    first.add("data", data);
    first.add("metadata", piece.get("metadata"));
    return first;
  }

  /** Returns how many elements are open at the end. */
  private static int depth(String html) {
    int depth = 0;
    Matcher tag = TAG.matcher(html);
    while (tag.find()) {
      boolean alone = !tag.group(3).isEmpty() || VOID.contains(tag.group(2));
      depth += alone ? 0 : tag.group(1).isEmpty() ? 1 : -1;
    }
    return depth;
  }

  /** Returns all pieces of several outputs, in order. */
  public static JsonArray of(List<JsonObject> outputs) {
    JsonArray all = new JsonArray();
    outputs.forEach(output -> of(output).forEach(all::add));
    return all;
  }
}
