package dev.terrace.cli;

final class Destruction {
  static final String OVERRIDE = "terrace_lifted_override.tf.json";

  private Destruction() {}
}
