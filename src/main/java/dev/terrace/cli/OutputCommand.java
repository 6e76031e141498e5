package dev.terrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "output")
final class OutputCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
