package org.attune.recipes;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a page into a Jupyter notebook (nbformat 4.5). The same page gives the same bytes, with
 * keys in the order and indentation that Jupyter itself writes, so that opening and saving a
 * notebook changes nothing but its outputs.
 */
final class NotebookFile {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private NotebookFile() {}

  /** Returns the notebook without outputs. */
  static String of(Page page) {
    return text(json(page));
  }

  /**
   * Returns the notebook with the outputs of an older version of it, if that had the same cells of
   * code; otherwise without any, since outputs of other code would be untrue.
   */
  static String of(Page page, Optional<String> older) {
    JsonObject fresh = json(page);
    older
        .map(text -> JsonParser.parseString(text).getAsJsonObject())
        .filter(old -> codeIds(old).equals(codeIds(fresh)))
        .ifPresent(old -> keepOutputs(old, fresh));
    return text(fresh);
  }

  /** Returns what a notebook says apart from its outputs: kernel, format, and cells. */
  static String withoutOutputs(String notebook) {
    JsonObject json = JsonParser.parseString(notebook).getAsJsonObject();
    JsonObject kernel = json.getAsJsonObject("metadata").getAsJsonObject("kernelspec");
    JsonArray cells = new JsonArray();
    for (JsonElement each : json.getAsJsonArray("cells")) {
      JsonObject cell = each.getAsJsonObject().deepCopy();
      cell.remove("outputs");
      cell.remove("execution_count");
      cell.remove("metadata"); // a front end keeps its own marks there
      cells.add(cell);
    }
    return "nbformat "
        + json.get("nbformat")
        + "."
        + json.get("nbformat_minor")
        + ", kernel "
        + kernel.get("name")
        + "\n"
        + text(cells);
  }

  private static JsonObject json(Page page) {
    JsonArray cells = new JsonArray();
    Map<String, Integer> seen = new HashMap<>();
    for (Page.Part part : page.parts()) {
      if (part.code() || !PagePictures.removed(part.text()).isEmpty()) {
        cells.add(cell(part, seen));
      }
    }
    JsonObject notebook = new JsonObject();
    notebook.add("cells", cells);
    notebook.add("metadata", metadata());
    notebook.addProperty("nbformat", 4);
    notebook.addProperty("nbformat_minor", 5);
    return notebook;
  }

  private static JsonObject cell(Page.Part part, Map<String, Integer> seen) {
    String source = part.code() ? part.text() : linked(PagePictures.removed(part.text()));
    JsonObject cell = new JsonObject();
    cell.addProperty("cell_type", part.code() ? "code" : "markdown");
    if (part.code()) {
      cell.add("execution_count", JsonNull.INSTANCE);
    }
    cell.addProperty("id", id(part.code(), source, seen));
    cell.add("metadata", new JsonObject());
    if (part.code()) {
      cell.add("outputs", new JsonArray());
    }
    cell.add("source", lines(source));
    return cell;
  }

  /** Links from page to page become links from notebook to notebook. */
  private static String linked(String prose) {
    return prose
        .replaceAll("\\]\\((\\d\\d-[a-z0-9-]+)\\.md", "](" + "$1" + ".ipynb")
        .replace("](README.md", "](../recipes/README.md");
  }

  /** An id follows from the cell's text, so a cell keeps it when others come and go. */
  private static String id(boolean code, String source, Map<String, Integer> seen) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest((code + source).getBytes(StandardCharsets.UTF_8));
      String id = HexFormat.of().formatHex(hash, 0, 4);
      int count = seen.merge(id, 1, Integer::sum);
      return count == 1 ? id : id + "-" + count;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }

  private static JsonArray lines(String source) {
    JsonArray lines = new JsonArray();
    List<String> all = source.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      lines.add(all.get(i) + (i + 1 < all.size() ? "\n" : ""));
    }
    return lines;
  }

  private static JsonObject metadata() {
    JsonObject kernel = new JsonObject();
    kernel.addProperty("display_name", "Java (Attune)");
    kernel.addProperty("language", "java");
    kernel.addProperty("name", "attune");
    JsonObject language = new JsonObject();
    language.addProperty("file_extension", ".java");
    language.addProperty("mimetype", "text/x-java-source");
    language.addProperty("name", "Java");
    JsonObject metadata = new JsonObject();
    metadata.add("kernelspec", kernel);
    metadata.add("language_info", language);
    return metadata;
  }

  private static List<String> codeIds(JsonObject notebook) {
    List<String> ids = new ArrayList<>();
    for (JsonElement each : notebook.getAsJsonArray("cells")) {
      JsonObject cell = each.getAsJsonObject();
      if (cell.has("outputs")) {
        ids.add(cell.get("id").getAsString());
      }
    }
    return ids;
  }

  private static void keepOutputs(JsonObject old, JsonObject fresh) {
    Map<String, JsonObject> byId = new HashMap<>();
    old.getAsJsonArray("cells")
        .forEach(
            each ->
                byId.put(each.getAsJsonObject().get("id").getAsString(), each.getAsJsonObject()));
    for (JsonElement each : fresh.getAsJsonArray("cells")) {
      JsonObject cell = each.getAsJsonObject();
      if (cell.has("outputs")) {
        JsonObject before = byId.get(cell.get("id").getAsString());
        cell.add("outputs", before.get("outputs"));
        cell.add("execution_count", before.get("execution_count"));
      }
    }
  }

  private static String text(JsonElement json) {
    StringWriter text = new StringWriter();
    JsonWriter writer = new JsonWriter(text);
    writer.setIndent(" ");
    writer.setHtmlSafe(false);
    GSON.toJson(json, writer);
    return text + "\n";
  }
}
