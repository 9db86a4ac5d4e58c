package org.attune.data;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.attune.util.InvalidInputException;

/**
 * Unpacks the pages of Parquet files in Java: Snappy and Zstandard, which the hub uses, gzip and
 * LZ4. Without it Parquet's reader asks for native libraries and for Hadoop.
 */
final class ParquetCodecs implements CompressionCodecFactory {
  /** Far more than a page holds; a damaged header must not exhaust the heap. */
  private static final int LARGEST_PAGE = 512 << 20;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    throw new UnsupportedOperationException("Parquet is only read, not written.");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return switch (name) {
      case UNCOMPRESSED -> new Pages((packed, size) -> packed);
      case GZIP -> new Pages(ParquetCodecs::gunzip);
      case SNAPPY -> new Pages(block(new SnappyDecompressor()));
      case ZSTD -> new Pages(block(new ZstdDecompressor()));
      case LZ4_RAW -> new Pages(block(new Lz4Decompressor()));
      default ->
          throw new InvalidInputException(
              String.format(
                  "its columns are compressed with %s, which is not supported; write it with"
                      + " compression=\"zstd\" or \"snappy\".",
                  name.name().toLowerCase(Locale.ROOT)));
    };
  }

  @Override
  public void release() {}

  /** Unpacks a whole page, given its size afterwards. */
  private interface Unpacking {
    byte[] of(byte[] packed, int size) throws IOException;
  }

  private record Pages(Unpacking unpacking) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(whole(bytes.toInputStream().readAllBytes(), size));
    }

    @Override
    public void decompress(ByteBuffer in, int packed, ByteBuffer out, int size) throws IOException {
      byte[] bytes = new byte[packed];
      in.get(bytes);
      out.put(whole(bytes, size));
    }

    @Override
    public void release() {}

    private byte[] whole(byte[] packed, int size) throws IOException {
      if (size < 0 || size > LARGEST_PAGE) {
        throw new IOException("a page claims to hold " + size + " bytes");
      }
      return unpacking.of(packed, size);
    }
  }

  private static Unpacking block(Decompressor codec) {
    return (packed, size) -> {
      byte[] page = new byte[size];
      int got = codec.decompress(packed, 0, packed.length, page, 0, size);
      if (got != size) {
        throw new EOFException("a page is shorter than it claims");
      }
      return page;
    };
  }

  private static byte[] gunzip(byte[] packed, int size) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] page = in.readNBytes(size);
      if (page.length != size) {
        throw new EOFException("a page is shorter than it claims");
      }
      return page;
    }
  }
}
