package org.attune.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveStringifier;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Turns a row of Parquet's nested columns into a JSON object: structs become objects, lists arrays,
 * maps objects by their keys, and NaN, which pandas writes for a missing number, null.
 */
final class ParquetValues {
  private ParquetValues() {}

  static JsonObject object(Group row) {
    JsonObject object = new JsonObject();
    GroupType type = row.getType();
    for (int field = 0; field < type.getFieldCount(); field++) {
      object.add(type.getFieldName(field), field(row, field));
    }
    return object;
  }

  private static JsonElement field(Group row, int field) {
    Type type = row.getType().getType(field);
    int count = row.getFieldRepetitionCount(field);
    if (type.isRepetition(Type.Repetition.REPEATED)) { // a list in the form of protocol buffers
      JsonArray values = new JsonArray();
      for (int i = 0; i < count; i++) {
        values.add(value(row, field, i));
      }
      return values;
    }
    return count == 0 ? JsonNull.INSTANCE : value(row, field, 0);
  }

  private static JsonElement value(Group row, int field, int index) {
    Type type = row.getType().getType(field);
    if (type.isPrimitive()) {
      return primitive(row, field, index);
    }
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    Group group = row.getGroup(field, index);
    if (meaning instanceof ListLogicalTypeAnnotation) {
      return list(group, type.getName());
    }
    return meaning instanceof MapLogicalTypeAnnotation ? map(group) : object(group);
  }

  /** Reads a list: one repeated field, which holds the element or, in old files, is the element. */
  private static JsonArray list(Group group, String name) {
    Type repeated = group.getType().getType(0);
    boolean wrapped =
        !repeated.isPrimitive()
            && repeated.asGroupType().getFieldCount() == 1
            && !repeated.getName().equals("array")
            && !repeated.getName().equals(name + "_tuple");
    JsonArray values = new JsonArray();
    for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
      values.add(wrapped ? field(group.getGroup(0, i), 0) : value(group, 0, i));
    }
    return values;
  }

  private static JsonObject map(Group group) {
    JsonObject map = new JsonObject();
    for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
      Group entry = group.getGroup(0, i);
      boolean given = entry.getType().getFieldCount() > 1;
      map.add(field(entry, 0).getAsString(), given ? field(entry, 1) : JsonNull.INSTANCE);
    }
    return map;
  }

  private static JsonElement primitive(Group row, int field, int index) {
    Type type = row.getType().getType(field);
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> new JsonPrimitive(row.getBoolean(field, index));
      case FLOAT -> number(row.getFloat(field, index));
      case DOUBLE -> number(row.getDouble(field, index));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(row.getBinary(field, index), type, meaning);
      case INT32 -> whole(row.getInteger(field, index), type);
      case INT64 -> whole(row.getLong(field, index), type);
      default -> new JsonPrimitive(row.getValueToString(field, index));
    };
  }

  /** Returns a number, or the text of a date, a time or a decimal. */
  private static JsonElement whole(long value, Type type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    boolean wide = type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64;
    if (meaning instanceof IntLogicalTypeAnnotation integer && !integer.isSigned() && value < 0) {
      return new JsonPrimitive(value + (wide ? 0x1p64 : 0x1p32)); // written as if it were signed
    }
    if (meaning == null || meaning instanceof IntLogicalTypeAnnotation) {
      return new JsonPrimitive((double) value); // a double, as JSON's numbers are read
    }
    PrimitiveStringifier text = type.asPrimitiveType().stringifier();
    return new JsonPrimitive(wide ? text.stringify(value) : text.stringify((int) value));
  }

  private static JsonElement number(double value) {
    return Double.isNaN(value) ? JsonNull.INSTANCE : new JsonPrimitive(value);
  }

  /** Returns a text, or a short number; other bytes, such as a picture, are only counted. */
  private static JsonElement bytes(Binary value, Type type, LogicalTypeAnnotation meaning) {
    PrimitiveStringifier readable = type.asPrimitiveType().stringifier();
    if (meaning instanceof Float16LogicalTypeAnnotation) {
      return number(Double.parseDouble(readable.stringify(value)));
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation
        || meaning instanceof UUIDLogicalTypeAnnotation) {
      return new JsonPrimitive(readable.stringify(value));
    }
    boolean text =
        meaning instanceof StringLogicalTypeAnnotation
            || meaning instanceof EnumLogicalTypeAnnotation
            || meaning instanceof JsonLogicalTypeAnnotation;
    if (text) {
      ByteBuffer bytes = value.toByteBuffer(); // Throws before it allocates what damage claims.
      byte[] own = new byte[bytes.remaining()];
      bytes.get(own);
      return new JsonPrimitive(TextLines.decoded(own));
    }
    JsonObject counted = new JsonObject();
    counted.addProperty("bytes", value.length());
    return counted;
  }
}
