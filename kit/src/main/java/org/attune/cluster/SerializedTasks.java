package org.attune.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;
import org.attune.util.Sha256;

/**
 * Pieces of work as bytes, for another process.
 *
 * <p>Records, optional values and JSON are sent by their parts. A {@link SharedPortable}, such as a
 * model, is sent once, whatever the number of pieces that use it. Classes that were typed in a
 * notebook travel with the values of the variables that they use.
 */
public final class SerializedTasks {
  private final List<byte[]> pieces = new ArrayList<>();
  private final Map<String, byte[]> shared = new LinkedHashMap<>();
  private final Map<String, SharedPortable> sent = new LinkedHashMap<>();
  private final IdentityHashMap<SharedPortable, String> keys = new IdentityHashMap<>();
  private final SnippetClasses classes = new SnippetClasses();
  private final byte[] variables;

  /** Packs pieces. */
  public SerializedTasks(List<? extends ClusterTask<?>> pieces) {
    for (ClusterTask<?> piece : pieces) {
      this.pieces.add(bytes(piece));
    }
    byte[] values;
    int known;
    do {
      known = classes.bytes().size();
      values = bytes(new LinkedHashMap<>(classes.variables())); // May need further classes.
    } while (known < classes.bytes().size());
    this.variables = values;
  }

  /** Returns the bytes of each piece. */
  public List<byte[]> pieces() {
    return pieces;
  }

  /** Returns the bytes of each shared object, by key. */
  public Map<String, byte[]> shared() {
    return Collections.unmodifiableMap(shared);
  }

  /** Returns what all pieces share, with the bytes of shared objects in memory. */
  public SharedState state() {
    Map<String, SharedBytes> held = new LinkedHashMap<>();
    shared.forEach((key, bytes) -> held.put(key, () -> bytes));
    return state(held);
  }

  /** Returns what all pieces share, with the given ways to get the bytes of shared objects. */
  public SharedState state(Map<String, SharedBytes> ways) {
    return new SharedState(ways, new LinkedHashMap<>(classes.bytes()), variables);
  }

  /** Unpacks the result of a piece; what was sent is found here again. */
  public Object result(byte[] result) {
    return SharedState.resultOf(result, sent);
  }

  private byte[] bytes(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Object> seen = new ArrayList<>();
    try (Out out = new Out(bytes, seen)) {
      out.writeObject(object);
    } catch (NotSerializableException e) {
      throw new InvalidInputException(Unsendable.sentence(e.getMessage(), seen), e);
    } catch (IOException e) {
      throw new UncheckedIOException("A piece of work cannot be packed.", e);
    }
    return bytes.toByteArray();
  }

  private String key(SharedPortable big) {
    String known = keys.get(big);
    if (known == null) {
      byte[] parts = bytes(big.parts());
      // A model's key is a hash of its weights, which it remembers.
      known = big.key().orElseGet(() -> Sha256.of(parts));
      keys.put(big, known);
      shared.putIfAbsent(known, parts);
      sent.putIfAbsent(known, big);
    }
    return known;
  }

  private final class Out extends ObjectOutputStream {
    private final List<Object> seen;

    Out(OutputStream target, List<Object> seen) throws IOException {
      super(target);
      this.seen = seen;
      enableReplaceObject(true);
    }

    @Override
    protected void annotateClass(Class<?> type) {
      classes.add(type);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
      if (object instanceof SharedPortable big) {
        return new SharedState.Ticket(key(big));
      }
      Object form = Forms.of(object);
      seen.add(form);
      return form;
    }
  }
}
