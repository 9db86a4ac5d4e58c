package org.attune.cli;

/** The command line of the kit. */
public final class Attune {
  private Attune() {}

  /** Runs one command. */
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
