package org.attune.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.attune.Fuzz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
@Timeout(3_600)
@DisplayName("A damaged bench.csv")
final class BenchFuzzTest {
  @Test
  @DisplayName("is compared with or refused in one sentence")
  void comparison(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bench.csv");
    Files.writeString(
        file,
        """
        what,shape,precision,batch,length,ms median,ms least,ms most,processor,device,threads
        train SFT,4M,float32,16,64,90.5,80,120,a processor,cpu,2
        generate,4M,float32,1,64,9.5,8,12,a processor,cpu,2
        """);
    Map<String, String> facts = Map.of("processor", "a processor", "device", "cpu", "threads", "2");
    Fuzz.damage(file, 72, () -> BenchComparison.read(file, facts));
  }
}
