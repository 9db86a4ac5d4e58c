package org.attune.cli;

import picocli.CommandLine;

/** The command line of the kit. */
public final class Attune {
  private Attune() {}

  /** Runs one command. */
  public static void main(String[] args) {
    int code = new CommandLine(new PretrainCommand()).execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }
}
