import blue.strategic.parquet.*;
import java.io.File;
import java.util.*;

/** Prints the rows of a Parquet file as parquet-floor gives them. */
public class Floor {
  public static void main(String[] args) throws Exception {
    var hydrator =
        new Hydrator<List<String>, List<String>, String[]>() {
          public List<String> start() {
            return new ArrayList<>();
          }

          public List<String> add(List<String> row, String[] heading, Object value) {
            row.add(String.join(".", heading) + "=" + value);
            return row;
          }

          public List<String> finish(List<String> row) {
            return row;
          }
        };
    ParquetReader.streamContent(new File(args[0]), hydrator).forEach(System.out::println);
  }
}
