package org.attune.model.io;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.util.InvalidInputException;

/**
 * Reads the pickles in which PyTorch describes saved tensors: dictionaries, lists, texts, numbers,
 * and views of storages. Nothing is run: a pickle that calls anything else is refused by the name
 * of what it calls.
 */
final class PickleReader {
  /** A name that a pickle refers to, such as {@code torch.FloatStorage}. */
  record Global(String name) {}

  /**
   * The numbers of one or several tensors.
   *
   * @param type the name of the class, such as {@code torch.FloatStorage}
   */
  record Storage(String type, String key) {}

  /** A tensor: a part of a storage from an offset on, in values. */
  record View(Storage storage, long offset, List<Long> shape, List<Long> strides) {}

  /** Marks where the items of a collection begin. */
  private static final Object MARK = new Object();

  private static final Object NONE = new Object();
  private static final int MOST_DIMENSIONS = 8;

  private final ByteBuffer in;
  private final String where;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /** Reads from the buffer's position on, and names the file in errors. */
  PickleReader(ByteBuffer in, String where) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.where = where;
  }

  /** Reads one value and leaves the buffer behind it. */
  Object read() {
    stack.clear();
    memo.clear();
    try {
      for (int code = next(); code != '.'; code = next()) {
        step(code);
      }
      return pop();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | ClassCastException e) {
      throw new InvalidInputException(where + ": the pickle is damaged or cut short.", e);
    }
  }

  private int next() {
    return in.get() & 0xFF;
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> next(); // the protocol
      case '(' -> stack.add(MARK);
      case 'c' -> stack.add(new Global(line() + "." + line()));
      case 'q' -> memo.put(next(), top());
      case 'r' -> memo.put(in.getInt(), top());
      case 'h' -> stack.add(remembered(next()));
      case 'j' -> stack.add(remembered(in.getInt()));
      case 'Q' -> stack.add(storage(list(pop())));
      case 'R', 0x81 -> call();
      case 'b' -> pop(); // attributes of the dictionary, such as versions of modules
      case '}', ']', ')', 't', 0x85, 0x86, 0x87, 'u', 's', 'a', 'e' -> collection(code);
      default -> stack.add(constant(code));
    }
  }

  private void collection(int code) {
    switch (code) {
      case '}' -> stack.add(new LinkedHashMap<>());
      case ']', ')' -> stack.add(new ArrayList<>());
      case 't' -> stack.add(marked());
      case 0x85, 0x86, 0x87 -> stack.add(last(code - 0x84));
      case 'u' -> put(marked());
      case 's' -> put(last(2));
      case 'a' -> add(last(1));
      default -> add(marked());
    }
  }

  private Object constant(int code) {
    return switch (code) {
      case 'X' -> text(in.getInt());
      case 'J' -> (long) in.getInt();
      case 'K' -> (long) next();
      case 'M' -> (long) (in.getShort() & 0xFFFF);
      case 'G' -> Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
      case 0x8a -> whole(bytes(next()));
      case 0x88 -> true;
      case 0x89 -> false;
      case 'N' -> NONE;
      default ->
          throw InvalidInputException.of(
              "%s: not the pickle of a state dictionary (code %d); save it with torch.save in"
                  + " PyTorch 1.6 or newer, or in safetensors format.",
              where, code);
    };
  }

  private void call() {
    List<Object> arguments = list(pop());
    stack.add(called((Global) pop(), arguments));
  }

  /** Returns what the few calls that a state dictionary needs give; any other is refused. */
  private Object called(Global function, List<Object> arguments) {
    return switch (function.name()) {
      case "collections.OrderedDict" -> new LinkedHashMap<>();
      case "torch._utils._rebuild_tensor_v2" ->
          new View(
              (Storage) arguments.get(0),
              (Long) arguments.get(1),
              longs(arguments.get(2)),
              longs(arguments.get(3)));
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          arguments.get(0); // the state is marks such as transformers' _is_hf_initialized
      default ->
          throw InvalidInputException.of(
              "%s: the file calls %s, which a state dictionary does not need; nothing of it was"
                  + " run. Save the model's state_dict() alone, or in safetensors format.",
              where, function.name());
    };
  }

  private Storage storage(List<Object> id) {
    return new Storage(((Global) id.get(1)).name(), (String) id.get(2));
  }

  private List<Long> longs(Object value) {
    if (list(value).size() > MOST_DIMENSIONS) {
      throw new IndexOutOfBoundsException(list(value).size());
    }
    List<Long> longs = new ArrayList<>();
    list(value).forEach(each -> longs.add((Long) each));
    return List.copyOf(longs);
  }

  @SuppressWarnings("unchecked") // lists are made here only
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  private Object remembered(int place) {
    if (!memo.containsKey(place)) {
      throw new IndexOutOfBoundsException(place);
    }
    return memo.get(place);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private List<Object> last(int count) {
    List<Object> end = stack.subList(stack.size() - count, stack.size());
    List<Object> items = new ArrayList<>(end);
    end.clear();
    return items;
  }

  private List<Object> marked() {
    int mark = stack.lastIndexOf(MARK);
    List<Object> items = last(stack.size() - mark);
    return items.subList(1, items.size());
  }

  @SuppressWarnings("unchecked") // dictionaries are made here only
  private void put(List<Object> items) {
    Map<Object, Object> map = (Map<Object, Object>) top();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      Object key = items.get(i); // a collection could hold itself
      map.put(key instanceof Long ? key : (String) key, items.get(i + 1));
    }
  }

  private void add(List<Object> items) {
    list(top()).addAll(items);
  }

  private byte[] bytes(int count) {
    if (count < 0 || count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private String text(int length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (int letter = next(); letter != '\n'; letter = next()) {
      line.append((char) letter);
    }
    return line.toString();
  }

  /** Returns a little-endian number as a long, or as it is where it is longer. */
  private static Object whole(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    BigInteger number = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(reversed);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }
}
