package org.attune.judge;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.data.FolderLock;
import org.attune.util.InvalidInputException;

/**
 * Every raw reply of a judge, by its request: kept in {@code replies.jsonl} of a folder, or only in
 * memory.
 *
 * <p>Each reply is appended as soon as it arrives, so a killed run asks for none of them again. A
 * last line that is not whole was being written at that moment and is dropped.
 */
final class ReplyStore implements AutoCloseable {
  /** The file's name. */
  static final String FILE = "replies.jsonl";

  private final Map<String, ChatReply> known = new ConcurrentHashMap<>();
  private final RandomAccessFile file;
  private final FolderLock lock;

  private ReplyStore(RandomAccessFile file, FolderLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Returns an empty store that keeps replies only in memory. */
  static ReplyStore inMemory() {
    return new ReplyStore(null, null);
  }

  /** Opens the store of a folder, which is made if it does not exist. */
  static ReplyStore open(Path folder) {
    FolderLock lock = null;
    RandomAccessFile file = null;
    try {
      Files.createDirectories(folder);
      lock = FolderLock.of(folder);
      Path path = folder.resolve(FILE);
      file = new RandomAccessFile(path.toFile(), "rw");
      ReplyStore store = new ReplyStore(file, lock);
      file.seek(store.read(path));
      return store;
    } catch (IOException e) {
      close(file, lock);
      throw new UncheckedIOException(folder + ": the judge's replies cannot be stored there.", e);
    } catch (RuntimeException e) {
      close(file, lock);
      throw e;
    }
  }

  private static void close(RandomAccessFile file, FolderLock lock) {
    try {
      if (file != null) {
        file.close();
      }
      if (lock != null) {
        lock.close();
      }
    } catch (IOException ignored) {
      // The first failure is the one to report.
    }
  }

  /** Reads the whole lines and cuts off a half one; returns the file's length. */
  private long read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end < bytes.length) {
      file.setLength(end);
    }
    int number = 0;
    for (String line : new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        read(line, path + " line " + number);
      }
    }
    return end;
  }

  private void read(String line, String where) {
    try {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      known.put(
          json.get("key").getAsString(),
          new ChatReply(
              json.get("reply").getAsString(),
              json.get("finish").getAsString(),
              json.get("prompt_tokens").getAsLong(),
              json.get("completion_tokens").getAsLong()));
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | UnsupportedOperationException
        | NumberFormatException e) {
      throw new InvalidInputException(
          where + ": not a reply of a judge; delete that line, or choose another folder.", e);
    }
  }

  /** Returns a kept reply. */
  Optional<ChatReply> find(String key) {
    return Optional.ofNullable(known.get(key));
  }

  /** Keeps a reply: on disk first. */
  void add(String key, String model, ChatRequest request, ChatReply reply) {
    if (file != null) {
      write(line(key, model, request, reply).getBytes(StandardCharsets.UTF_8));
    }
    known.put(key, reply);
  }

  private static String line(String key, String model, ChatRequest request, ChatReply reply) {
    JsonObject head = new JsonObject();
    head.addProperty("key", key);
    head.addProperty("model", model);
    JsonObject line = new JsonObject();
    line.addProperty("reply", reply.text());
    line.addProperty("finish", reply.finish());
    line.addProperty("prompt_tokens", reply.promptTokens());
    line.addProperty("completion_tokens", reply.completionTokens());
    return ChatRequest.joined(head, "messages", request.messages(), line) + "\n";
  }

  private synchronized void write(byte[] line) {
    try {
      file.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("The judge's reply cannot be stored; is the disk full?", e);
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The judge's replies cannot be closed.", e);
    }
  }
}
