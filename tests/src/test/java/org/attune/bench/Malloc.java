package org.attune.bench;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Structure;
import java.util.OptionalLong;

/** What the C library has handed out and not got back, where it is a glibc that tells. */
final class Malloc {
  private Malloc() {}

  /** The counters of glibc 2.33 and newer. */
  @Structure.FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static final class Counters extends Structure implements Structure.ByValue {
    public NativeLong arena;
    public NativeLong ordblks;
    public NativeLong smblks;
    public NativeLong hblks;

    /** Bytes of blocks that are mapped one by one. */
    public NativeLong hblkhd;

    public NativeLong usmblks;
    public NativeLong fsmblks;

    /** Bytes of all other blocks that are in use. */
    public NativeLong uordblks;

    public NativeLong fordblks;
    public NativeLong keepcost;
  }

  /** The one function of glibc that is called. */
  public interface C extends Library {
    /** Returns the counters, summed over all arenas. */
    Counters mallinfo2();
  }

  /** Returns the bytes in use, or nothing where the library does not count them. */
  static OptionalLong used() {
    if (!Platform.isLinux()) {
      return OptionalLong.empty();
    }
    try {
      Counters counters = Native.load("c", C.class).mallinfo2();
      return OptionalLong.of(counters.uordblks.longValue() + counters.hblkhd.longValue());
    } catch (LinkageError older) {
      return OptionalLong.empty();
    }
  }
}
