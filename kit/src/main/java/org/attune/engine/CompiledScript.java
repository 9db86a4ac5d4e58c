package org.attune.engine;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A module of TorchScript methods, compiled by the engine once for each text and device.
 *
 * <p>Compiling the text of a decoder takes a third of a second, as long as many steps of a small
 * model. Its methods keep nothing between calls, so all models of a shape share them, on any number
 * of threads.
 */
final class CompiledScript {
  /** More shapes at once are rare; one that is compiled again costs only time. */
  private static final int KEPT = 32;

  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  private static final Map<Key, CompiledScript> RECENT =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompiledScript> eldest) {
          return size() > KEPT;
        }
      };

  private record Key(Device device, String methods) {}

  private final PtSymbolBlock block;

  private CompiledScript(Device device, String methods) {
    // Freed when the last model that uses it is gone.
    OwnedMemory memory = OwnedMemory.of(this, device, 0);
    try {
      ByteArrayInputStream archive = new ByteArrayInputStream(archive(methods));
      this.block = JniUtils.loadModule((PtNDManager) memory.manager(), archive, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the module with the given methods on a device. */
  static CompiledScript of(Device device, String methods) {
    Key key = new Key(device, methods);
    synchronized (RECENT) {
      CompiledScript known = RECENT.get(key);
      if (known == null) {
        known = new CompiledScript(device, methods);
        RECENT.put(key, known);
      }
      return known;
    }
  }

  /** Returns the engine's module, which lives as long as this object. */
  PtSymbolBlock block() {
    return block;
  }

  /** Returns the archive: stored entries under one folder, version 10, a pickled empty module. */
  private static byte[] archive(String methods) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      String code =
          "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
              + methods;
      put(zip, "m/version", "10\n".getBytes(StandardCharsets.UTF_8));
      put(zip, "m/data.pkl", pickledModule());
      put(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      put(zip, "m/constants.pkl", EMPTY_TUPLE);
    }
    return bytes.toByteArray();
  }

  /** An object of class __torch__.M whose only state is training = True. */
  private static byte[] pickledModule() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes("c__torch__\nM\n)".getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {(byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
    pickle.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {(byte) 0x88, 'u', 'b', '.'});
    return pickle.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
