package org.attune.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attune.Policy;
import org.attune.sample.FolderDecoding;
import org.attune.serve.PolicyServer;
import org.attune.util.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves policies to people and to other tools. */
@Command(
    name = "serve",
    description = "Serves policies to a browser, and to other tools through OpenAI's API.",
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  attune serve --model runs/ca",
      "  attune serve --model start --model runs/dpo",
      "  curl localhost:8000/v1/chat/completions \\",
      "      -d '{\"messages\": [{\"role\": \"user\", \"content\": \"How do I bake bread?\"}]}'",
      "",
      "The page in the browser shows the answers of several policies side by side. Those you mark",
      "as better become preference pairs, in a file that 'attune train --data' reads. Tools find",
      "/v1/models, /v1/chat/completions and /v1/completions, with streaming and logprobs. Chats go",
      "through the policy's template; completions continue or score (echo) texts and token ids as",
      "they are, which lm-evaluation-harness measures as local-completions."
    })
@NoResults
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      converter = ModelOption.Folder.class,
      arity = "1..*",
      description =
          "Policies that answer, on the page side by side: model folders, training runs, start or"
              + " base (default: start).")
  private List<Path> models = List.of(Path.of("start"));

  @Mixin private EncodingOptions encoding;

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
    try (PolicyServer server = PolicyServer.start(policies(), host, port, key)) {
      common.print("Chat at " + server.page() + ", OpenAI's API at " + server.url() + ".");
      common.print("Ctrl+C stops the server.");
      server.await();
    }
    return 0;
  }

  private List<Policy> policies() {
    Set<String> names = new LinkedHashSet<>();
    List<Policy> policies = new ArrayList<>();
    for (Path folder : models) {
      Policy policy = encoding.apply(ModelOption.load(folder));
      FolderDecoding.of(policy.model()).note().ifPresent(common::note);
      policies.add(policy.named(ModelOption.free(policy.name(), names)));
    }
    return policies;
  }

  private static String key(String variable) {
    String key = System.getenv(variable);
    InvalidInputException.unless(
        key != null && !key.isBlank(), "The environment variable %s holds no key.", variable);
    return key.strip();
  }
}
