package org.attune.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.Policy;
import org.attune.serve.PolicyServer;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a policy to other tools. */
@Command(
    name = "serve",
    description = "Serves a policy through OpenAI's API, for other tools.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune serve --model runs/ca",
      "  curl localhost:8000/v1/chat/completions \\",
      "      -d '{\"messages\": [{\"role\": \"user\", \"content\": \"How do I bake bread?\"}]}'",
      "",
      "Serves /v1/models, /v1/chat/completions and /v1/completions, with streaming, until stopped."
    })
@NoResults
final class ServeCommand implements Callable<Integer> {
  @Mixin private ModelOption model;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "The address to listen on; 0.0.0.0 lets other machines in (default: localhost).")
  private String host = "localhost";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; 0 takes any free one (default: 8000).")
  private int port = 8000;

  @Option(
      names = "--key-variable",
      paramLabel = "NAME",
      description =
          "The environment variable with the key that clients must send (default: no key).")
  private String keyVariable;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    InvalidInputException.unless(
        port >= 0 && port < 65536, "--port must be 0 to 65535, got %d.", port);
    Optional<String> key = Optional.ofNullable(keyVariable).map(ServeCommand::key);
    Policy policy = model.policy();
    try (PolicyServer server = PolicyServer.start(policy, host, port, key)) {
      common.print(policy.name() + " is served at " + server.url() + "; Ctrl+C stops it.");
      server.await();
    }
    return 0;
  }

  private static String key(String variable) {
    String key = System.getenv(variable);
    InvalidInputException.unless(
        key != null && !key.isBlank(), "The environment variable %s holds no key.", variable);
    return key.strip();
  }
}
