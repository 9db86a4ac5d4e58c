package org.attune.cluster;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The serializable stand-ins of objects that Java cannot serialize. */
final class Forms {
  private Forms() {}

  /** Returns the stand-in of an object, or the object itself. */
  static Object of(Object object) throws IOException {
    if (object instanceof Portable portable) {
      return new Parted(portable.parts());
    }
    if (object instanceof Cluster) {
      return new Here();
    }
    if (object instanceof Path path) {
      return new Place(path.toString());
    }
    if (object instanceof Optional<?> optional) {
      return new Maybe(optional.orElse(null));
    }
    if (object instanceof JsonElement json) {
      return new Json(json.toString());
    }
    return object instanceof Record whole && !(object instanceof Serializable)
        ? Components.of(whole)
        : object;
  }

  /** The cluster that a piece sees: it runs where it is, and shows no progress of its own. */
  private record Here() implements Cluster, Serializable {
    @Override
    public <T> boolean run(
        String what, List<? extends ClusterTask<T>> pieces, BiConsumer<Integer, T> each) {
      return new LocalPieces(slots(), false).run(what, pieces, each);
    }

    @Override
    public int slots() {
      return 1;
    }
  }

  /** A portable object as its parts. */
  private record Parted(Portable.Parts parts) implements Serializable {
    private Object readResolve() {
      return parts.whole();
    }
  }

  /** An optional value. */
  private record Maybe(Object value) implements Serializable {
    private Object readResolve() {
      return Optional.ofNullable(value);
    }
  }

  /** A path as its text. */
  private record Place(String text) implements Serializable {
    private Object readResolve() {
      return Path.of(text);
    }
  }

  /** A JSON value as its text. */
  private record Json(String text) implements Serializable {
    private Object readResolve() {
      return JsonParser.parseString(text);
    }
  }

  /** A record as its class and components. */
  private record Components(Class<?> type, Object[] values) implements Serializable {
    static Components of(Record whole) throws IOException {
      RecordComponent[] components = whole.getClass().getRecordComponents();
      Object[] values = new Object[components.length];
      try {
        for (int i = 0; i < values.length; i++) {
          components[i].getAccessor().setAccessible(true);
          values[i] = components[i].getAccessor().invoke(whole);
        }
      } catch (ReflectiveOperationException e) {
        throw new IOException("The record " + whole.getClass().getName() + " cannot be read.", e);
      }
      return new Components(whole.getClass(), values);
    }

    private Object readResolve() throws ObjectStreamException {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      try {
        Constructor<?> canonical = type.getDeclaredConstructor(types);
        canonical.setAccessible(true);
        return canonical.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("The record " + type.getName() + " cannot be made.", e);
      }
    }
  }
}
