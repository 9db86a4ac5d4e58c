package org.attune.spark;

import org.apache.spark.SparkConf;
import org.attune.engine.JavaOptions;

/** The settings of a session that the kit starts. */
final class SessionSettings {
  private SessionSettings() {}

  static SparkConf of(String master) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("attune")
            .set("spark.ui.enabled", "false")
            .set("spark.ui.showConsoleProgress", "false")
            .set("spark.task.maxFailures", "4")
            // A lost worker's pieces are repeated elsewhere; nothing else depends on it.
            .set("spark.excludeOnFailure.enabled", "false")
            // A piece that takes twice as long as most is tried on another worker too.
            .set("spark.speculation", "true")
            .set("spark.speculation.multiplier", "2")
            .set("spark.speculation.quantile", "0.5")
            .set("spark.speculation.minTaskRuntime", "5s")
            .set("spark.speculation.interval", "1s"); // Ten times a second takes processor time.
    return master.startsWith("local") ? conf : forWorkers(conf);
  }

  /** Adds what workers in other processes need. */
  private static SparkConf forWorkers(SparkConf conf) {
    return conf.setJars(KitJars.all().toArray(String[]::new))
        // The driver's jars, and not those of a worker that has another version of the kit.
        .set("spark.executor.userClassPathFirst", "true")
        .setIfMissing(
            "spark.executor.extraJavaOptions",
            "-XX:+IgnoreUnrecognizedVMOptions " + String.join(" ", JavaOptions.LIGHT));
  }
}
