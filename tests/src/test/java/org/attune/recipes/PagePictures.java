package org.attune.recipes;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pictures of a page. In the page's Markdown they stand in lines of their own, below the cell
 * that draws them and in its order:
 *
 * <pre>{@code
 * ![What is asked, and what comes](images/04-asked.png)
 * }</pre>
 *
 * <p>A notebook shows the same pictures as outputs, so it has no such lines.
 */
final class PagePictures {
  private static final Pattern LINE =
      Pattern.compile("^!\\[([^]]+)]\\((images/[^)]+\\.png)\\)$", Pattern.MULTILINE);

  private PagePictures() {}

  /** Returns prose without its pictures. */
  static String removed(String prose) {
    return LINE.matcher(prose).replaceAll("").replaceAll("\n{3,}", "\n\n").strip();
  }

  /** Returns the files of all pictures of a page, in order, relative to the page. */
  static List<String> files(Page page) {
    List<String> files = new ArrayList<>();
    for (Page.Part part : page.parts()) {
      files.addAll(part.code() ? List.of() : files(part.text()));
    }
    return files;
  }

  private static List<String> files(String prose) {
    List<String> files = new ArrayList<>();
    Matcher line = LINE.matcher(prose);
    while (line.find()) {
      files.add(line.group(2));
    }
    return files;
  }

  /** Returns the pictures of a page by file, from a notebook that was made from it and ran. */
  static Map<String, byte[]> of(Page page, String notebook) {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    JsonArray cells = JsonParser.parseString(notebook).getAsJsonObject().getAsJsonArray("cells");
    List<JsonObject> ran = new ArrayList<>();
    for (JsonElement cell : cells) {
      if (cell.getAsJsonObject().has("outputs")) {
        ran.add(cell.getAsJsonObject());
      }
    }
    int cell = -1;
    for (Page.Part part : page.parts()) {
      if (part.code()) {
        cell++;
        continue;
      }
      List<String> files = files(part.text());
      List<byte[]> drawn = cell < 0 ? List.of() : drawn(ran.get(cell));
      if (files.size() > drawn.size()) {
        throw new IllegalStateException(
            page.name() + " names " + files + " where its cell draws " + drawn.size());
      }
      for (int i = 0; i < files.size(); i++) {
        pictures.put(files.get(i), drawn.get(i));
      }
    }
    return pictures;
  }

  private static List<byte[]> drawn(JsonObject cell) {
    List<byte[]> drawn = new ArrayList<>();
    for (JsonElement output : cell.getAsJsonArray("outputs")) {
      JsonObject data = output.getAsJsonObject().getAsJsonObject("data");
      if (data != null && data.has("image/png")) {
        JsonElement png = data.get("image/png");
        drawn.add(Base64.getMimeDecoder().decode(png.getAsString()));
      }
    }
    return drawn;
  }

  /** Writes a page's pictures, each in place of an older one. */
  static void write(Path recipes, Map<String, byte[]> pictures) throws IOException {
    for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
      Path file = recipes.resolve(picture.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, picture.getValue());
    }
  }
}
