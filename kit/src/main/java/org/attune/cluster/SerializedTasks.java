package org.attune.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;

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

  /** Returns what all pieces share. */
  public SharedState state() {
    return new SharedState(
        new LinkedHashMap<>(shared), new LinkedHashMap<>(classes.bytes()), variables);
  }

  private byte[] bytes(Object object) {
    return bytes(object, target -> new Out(target));
  }

  /** Returns the bytes of a result, which {@link SharedState#result} reads. */
  public static byte[] result(Object object) {
    return bytes(object, Plain::new);
  }

  /** Opens a stream of objects. */
  private interface Opener {
    ObjectOutputStream open(OutputStream target) throws IOException;
  }

  private static byte[] bytes(Object object, Opener opener) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = opener.open(bytes)) {
      out.writeObject(object);
    } catch (NotSerializableException e) {
      throw new InvalidInputException(
          "A "
              + e.getMessage()
              + " cannot be sent to another process. A lambda that runs on a cluster may use"
              + " numbers, texts, lists, records, policies and rewards; make anything else inside"
              + " the lambda.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("A piece of work cannot be packed.", e);
    }
    return bytes.toByteArray();
  }

  /** A stream of a result, which shares nothing. */
  private static final class Plain extends ObjectOutputStream {
    Plain(OutputStream target) throws IOException {
      super(target);
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
      return Forms.of(object);
    }
  }

  private final class Out extends ObjectOutputStream {
    Out(OutputStream target) throws IOException {
      super(target);
      enableReplaceObject(true);
    }

    @Override
    protected void annotateClass(Class<?> type) {
      classes.add(type);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
      if (object instanceof SharedPortable big) {
        // A key is a hash of all weights, so it is computed once per object, not once per piece.
        String key = keys.computeIfAbsent(big, SharedPortable::key);
        if (!shared.containsKey(key)) {
          shared.put(key, bytes(big.parts()));
        }
        return new SharedState.Ticket(key);
      }
      return Forms.of(object);
    }
  }
}
