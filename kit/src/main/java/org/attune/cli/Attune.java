package org.attune.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.engine.PyTorch;
import org.attune.inspect.Glossary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import tech.tablesaw.api.Table;

/**
 * The command line of the kit.
 *
 * <p>Results go to standard output, progress and notes to standard error. The exit code is 0 on
 * success, 1 on failure, and 2 if the command or its input is invalid; then one sentence on
 * standard error says why.
 */
@Command(
    name = "attune",
    description = "Aligns language models with human feedback.",
    versionProvider = Version.class,
    synopsisHeading = "Usage: ",
    customSynopsis = "attune [COMMAND] [OPTIONS]",
    commandListHeading = "%n",
    footer = {
      "",
      "Examples:",
      "  attune",
      "  attune run --data helpful.jsonl --test held-out.jsonl --model llama",
      "  attune label --reward golden",
      "  attune train --method ca --out runs/ca",
      "  attune evaluate --model runs/ca --baseline start --limit 100",
      "  attune judge --model runs/ca --model start --judge-model gpt-4o-mini",
      "  attune sweep --method rwr --vary beta=0.5,1,5",
      "  attune curve --method ipo --seeds 3",
      "  attune ask \"How do I start baking bread?\" --model runs/ca",
      "",
      "Data are JSON Lines (plain, .gz, .zst), CSV or Parquet: prompts, demonstrations, pairs or"
          + " rankings.",
      "Models are Hugging Face folders: Llama, Mistral, Qwen 2 and 3, SmolLM, Gemma, OLMo 2 and 3,",
      "Phi, Granite, GPT-NeoX, GPT-2, OPT, StableLM, StarCoder2, Ministral 3, ERNIE 4.5, Hunyuan,",
      "EXAONE 4, Arcee, GPT-Neo, BLOOM, GPT-J, CodeGen, MPT, Nemotron, Cohere, GLM, Falcon, LFM2,",
      "Mixtral; of models that also read images, such as Gemma 3 4B and Qwen3-VL, the text model.",
      "Without either, the bundled world and its start are used. Results go to runs/, and nothing",
      "is ever overwritten.",
      "",
      "'attune COMMAND --help' explains a command. Exit codes: 0 done, 1 failed, 2 wrong usage",
      "or bad input. ATTUNE_DEVICE=cpu, gpu or gpu1 chooses the device."
    })
public final class Attune {
  /** The command that runs by default, which is the whole pipeline. */
  private static final String MAIN_JOB = "run";

  /** Options that are answered without any data. */
  private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

  private static final List<Class<?>> STEPS =
      List.of(
          SampleCommand.class,
          RewardCommand.class,
          LabelCommand.class,
          TrainCommand.class,
          EvaluateCommand.class,
          JudgeCommand.class,
          PeopleCommand.class,
          ReportCommand.class,
          AskCommand.class,
          ExportCommand.class);

  // In the order of the help.
  private static final Map<String, List<Class<?>>> COMMANDS = commands();

  private static Map<String, List<Class<?>>> commands() {
    Map<String, List<Class<?>>> groups = new LinkedHashMap<>();
    groups.put("The whole pipeline", List.of(RunCommand.class, CompareCommand.class));
    groups.put("Step by step", STEPS);
    groups.put(
        "Many trainings",
        List.of(
            SweepCommand.class,
            CurveCommand.class,
            PlansCommand.class,
            ClaimsCommand.class,
            PapersCommand.class));
    groups.put(
        "Tools",
        List.of(
            KernelCommand.class, ServeCommand.class, PretrainCommand.class, BenchCommand.class));
    return groups;
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of the kit and its engine.")
  private boolean version;

  private Attune() {}

  /** The property with the command that runs, for provenance. */
  static final String COMMAND_LINE = "attune.command";

  /** Returns a command as a shell would take it. */
  private static String commandLine(String... args) {
    return Stream.concat(Stream.of("attune"), Stream.of(args))
        .map(
            word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /** Returns the glossary, for a notebook: {@code Attune.help("kl")} explains one term. */
  public static Glossary help() {
    return Glossary.all();
  }

  /** Returns the glossary's entry of a term, or the entries that mention it. */
  public static Glossary help(String term) {
    return Glossary.all().about(term);
  }

  /** Runs one command and exits the JVM with its exit code, unless that is 0. */
  public static void main(String[] args) {
    if (List.of(args).stream().noneMatch(HELP::contains)) {
      // Tablesaw scans the whole class path on first use, which takes a third of a second.
      Thread frames = new Thread(Table::create, "attune-frames");
      frames.setDaemon(true);
      frames.start();
    }
    int code;
    try (Interruption interruption = Interruption.watch()) {
      code = run(args);
    }
    if (code != 0) {
      System.exit(code); // Never exits with 0: this may be a build tool's JVM, which has work left.
    }
  }

  /** Runs one command on the standard streams and returns its exit code. */
  public static int run(String... args) {
    Charset charset = Charset.defaultCharset();
    return run(
        new PrintWriter(System.out, true, charset),
        new PrintWriter(System.err, true, charset),
        args);
  }

  /** Runs one command, writing results and notes to the given writers. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    String[] words = args.length > 0 ? args : new String[] {MAIN_JOB};
    CommandLine line = parser(Set.copyOf(List.of(words))).setOut(out).setErr(err);
    System.setProperty(COMMAND_LINE, commandLine(args));
    try {
      return line.execute(words);
    } catch (OutOfMemoryError | LinkageError e) {
      return CommandFailure.of(e).tell(err, e, List.of(args).contains("--verbose"));
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** Runs a command; the engine starts meanwhile if a model will be needed. */
  private static int execute(ParseResult parsed) {
    boolean model =
        parsed.hasSubcommand()
            && parsed.subcommand().commandSpec().mixins().values().stream()
                .anyMatch(mixin -> mixin.userObject() instanceof ModelOption);
    if (model && !parsed.subcommand().isUsageHelpRequested()) {
      PyTorch.startAhead();
    }
    return new RunLast().execute(parsed);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  /**
   * Adds a command. One that is not asked for has only what the list of commands shows: reading all
   * options of all commands takes a third of the time of {@code --help}.
   */
  private static void add(CommandLine line, Class<?> command, boolean asked) {
    if (asked) {
      CommandSpec spec = CommandSpec.forAnnotatedObject(command);
      if (command.isAnnotationPresent(NoResults.class)) {
        NoResults.LACKS.forEach(option -> spec.remove(spec.findOption(option)));
      }
      line.addSubcommand(name(command), spec);
      return;
    }
    CommandSpec outline = CommandSpec.create();
    outline.usageMessage().description(command.getAnnotation(Command.class).description());
    line.addSubcommand(name(command), outline);
  }

  /** Returns the parser of a command line with the given words. */
  private static CommandLine parser(Set<String> words) {
    CommandLine line = new CommandLine(new Attune());
    Map<String, List<String>> names = new LinkedHashMap<>();
    COMMANDS.forEach(
        (heading, commands) -> {
          commands.forEach(command -> add(line, command, words.contains(name(command))));
          names.put(heading, commands.stream().map(Attune::name).toList());
        });
    // Not the next file of --data.
    line.setUnmatchedOptionsAllowedAsOptionParameters(false);
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new GroupedCommands(names));
    GroupedHelp grouped = new GroupedHelp();
    Stream.concat(Stream.of(line), line.getSubcommands().values().stream())
        .map(CommandLine::getHelpSectionMap)
        .forEach(sections -> sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, grouped));
    ExceptionHandlers handlers = new ExceptionHandlers();
    return line.setExecutionStrategy(Attune::execute)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(30)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // A prompt may begin with @.
        .setParameterExceptionHandler(handlers)
        .setExecutionExceptionHandler(handlers);
  }
}
