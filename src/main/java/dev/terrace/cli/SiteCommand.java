package dev.terrace.cli;

import dev.terrace.actions.site.WriteSite;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace site}. */
@Command(name = "site")
final class SiteCommand extends ProjectCommand implements Runnable {
  @Parameters(paramLabel = "TARGET", arity = "1..*")
  private List<String> targets = List.of();

  @Option(names = "--to", paramLabel = "DIR", required = true)
  private Path to;

  @Option(names = "--plan", paramLabel = "PATH")
  private Optional<Path> plan = Optional.empty();

  @Option(names = "--compare", paramLabel = "OTHER")
  private Optional<String> compare = Optional.empty();

  @Override
  public void run() {
    WriteSite.Result result =
        new WriteSite(context())
            .run(new WriteSite.Request(targets, to, LocalDate.now(ZoneOffset.UTC), plan, compare));
    result.pages().forEach(page -> console().result(page.toString()));
  }
}
