package org.attune.data;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;

/** Writes an {@link Optional} as its value or null, which Gson does not do by itself. */
final class OptionalAdapter<T> extends TypeAdapter<Optional<T>> {
  /** Makes an adapter for each type of optional value. */
  static final TypeAdapterFactory FACTORY =
      new TypeAdapterFactory() {
        @Override
        @SuppressWarnings("unchecked") // T is the optional type itself.
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
          return type.getType() instanceof ParameterizedType generic
                  && type.getRawType() == Optional.class
              ? (TypeAdapter<T>) of(gson, TypeToken.get(generic.getActualTypeArguments()[0]))
              : null;
        }
      };

  private final TypeAdapter<T> inner;

  private OptionalAdapter(TypeAdapter<T> inner) {
    this.inner = inner;
  }

  private static <T> OptionalAdapter<T> of(Gson gson, TypeToken<T> type) {
    return new OptionalAdapter<>(gson.getAdapter(type));
  }

  @Override
  public void write(JsonWriter out, Optional<T> value) throws IOException {
    if (value.isPresent()) {
      inner.write(out, value.get());
    } else {
      out.nullValue();
    }
  }

  @Override
  public Optional<T> read(JsonReader in) throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return Optional.empty();
    }
    return Optional.of(inner.read(in));
  }
}
