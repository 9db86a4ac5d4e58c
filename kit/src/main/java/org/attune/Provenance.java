package org.attune;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.bench.MachineInfo;
import org.attune.engine.Precision;
import org.attune.engine.PyTorch;
import org.attune.method.AlignmentMethod;
import org.attune.util.KitVersion;
import org.attune.view.Html;
import org.attune.view.HtmlDisplayable;

/**
 * The provenance of a result: data, model, method, seed, machine and versions.
 *
 * @param facts by name, in reading order
 */
public record Provenance(Map<String, String> facts) implements HtmlDisplayable {
  /** Keeps the order of the facts. */
  public Provenance {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  static Provenance of(AlignmentMethod method, String dataHash, Policy start) {
    return of("method", method.toString(), dataHash, start);
  }

  /**
   * Returns the provenance of a result: a named setting, the hash of the data, the start policy and
   * the machine.
   */
  public static Provenance of(String name, String setting, String dataHash, Policy start) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(name, setting);
    facts.put("data SHA-256", dataHash);
    facts.put("start", start + ", weights " + start.hash());
    facts.put("prompts too long", start.layout().truncation().option());
    if (start.layout().parsesSpecial()) {
      facts.put("special tokens in texts", "read as such");
    }
    facts.putAll(machine(start));
    return new Provenance(facts);
  }

  /** Returns the facts about a policy's device and software. */
  static Map<String, String> machine(Policy policy) {
    Map<String, String> facts = new LinkedHashMap<>();
    var device = policy.model().decoder().weights().device();
    facts.put("device", PyTorch.name(device));
    facts.put(
        "matrix products",
        Precision.forTraining(device)
            + " in training, "
            + Precision.forSampling(device, policy.model().config().parameters())
            + " in sampling");
    facts.put("processor", MachineInfo.processor());
    facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("PyTorch threads", String.valueOf(PyTorch.threads()));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("Attune", KitVersion.of("attune"));
    facts.put("Java", System.getProperty("java.version"));
    facts.put("PyTorch engine", PyTorch.engine().getVersion());
    facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return facts;
  }

  /** Returns this provenance with one more fact. */
  public Provenance and(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Provenance(more);
  }

  @Override
  public String html() {
    StringBuilder html = new StringBuilder("<dl>");
    facts.forEach(
        (name, value) ->
            html.append("<dt>")
                .append(Html.escape(name))
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd>"));
    return html.append("</dl>").toString();
  }

  @Override
  public String toString() {
    return "Provenance" + facts;
  }
}
