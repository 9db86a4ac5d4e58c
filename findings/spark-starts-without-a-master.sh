#!/bin/sh
# Spark: where a port takes the connection but is no master, new JavaSparkContext(...) returns after a minute, without an exception.
#
# Version: org.apache.spark:spark-core_2.13 4.2.0.
# Seen: the constructor returns a context without an application of the master after 60 s; it is then stopped by itself, and the first job
#   fails with "Cannot call methods on a stopped SparkContext".
# Expected: an exception that says that no master answers, as for a port where nothing listens; or at least one from the constructor.
# Why it matters: a wrong port, such as that of the master's web page, looks like a session that started.
. "$(dirname "$0")/lib/setup.sh"
maven org.apache.spark:spark-core_2.13:4.2.0
cat > "$work/Silent.java" <<'JAVA'
import java.net.*;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

public class Silent {
  public static void main(String[] args) throws Exception {
    try (var port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long begun = System.nanoTime();
      var conf = new SparkConf().setMaster("spark://127.0.0.1:" + port.getLocalPort()).setAppName("silent").set("spark.ui.enabled", "false");
      var spark = new JavaSparkContext(conf);
      long seconds = (System.nanoTime() - begun) / 1_000_000_000;
      System.out.println("returned, after 50 s or more: " + (seconds >= 50));
      System.out.println("known to a master: " + spark.sc().applicationId().startsWith("app-"));
      Thread.sleep(10_000);
      System.out.println("stopped by itself: " + spark.sc().isStopped());
    }
    System.exit(0);
  }
}
JAVA
java_file Silent
expect <<'SEEN'
returned, after 50 s or more: true
known to a master: false
stopped by itself: true
SEEN
