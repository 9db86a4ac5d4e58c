#!/bin/sh
# parquet-floor: Spark does not start where parquet-floor comes first on the class path, because it brings classes named as Hadoop's.
#
# Version: blue.strategic.parquet:parquet-floor 2.3, org.apache.spark:spark-core_2.13 4.2.0.
# Seen: org.apache.hadoop.conf.Configuration comes from parquet-floor's jar, and the start of Spark fails with a NoSuchMethodError; the other order works.
# Expected: a reader "without Hadoop" has its stand-ins under names of its own, or its page says that it excludes Hadoop's jars.
# Why it matters: Maven's order of dependencies decides whether the same program works, and the error names neither library.
. "$(dirname "$0")/lib/setup.sh"
maven blue.strategic.parquet:parquet-floor:2.3 org.apache.spark:spark-core_2.13:4.2.0
cat > "$work/Order.java" <<'JAVA'
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

public class Order {
  public static void main(String[] args) {
    String jar = org.apache.hadoop.conf.Configuration.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    System.out.println("Configuration comes from " + jar.replaceFirst(".*/", ""));
    try (var spark = new JavaSparkContext(new SparkConf().setMaster("local[1]").setAppName("order").set("spark.ui.enabled", "false"))) {
      System.out.println("rows " + spark.parallelize(List.of(1, 2, 3)).count());
    } catch (Throwable failure) {
      System.out.println(failure.getClass().getName());
    }
    System.exit(0);
  }
}
JAVA
javac -cp "$work/lib/*" -d "$work" "$work/Order.java"
floor=$work/lib/parquet-floor-2.3.jar
java -cp "$work:$floor:$work/lib/*" Order > "$work/seen" 2> "$work/errors" || { cat "$work/errors"; exit 2; }
mkdir "$work/last"
mv "$floor" "$work/last"
java -cp "$work:$work/lib/*:$work/last/*" Order >> "$work/seen" 2> "$work/errors" || { cat "$work/errors"; exit 2; }
expect <<'SEEN'
Configuration comes from parquet-floor-2.3.jar
java.lang.NoSuchMethodError
Configuration comes from hadoop-client-api-3.5.0.jar
rows 3
SEEN
