package dev.terrace.cli;

import dev.terrace.actions.create.CreateEnvironment;
import dev.terrace.actions.create.CreateService;
import dev.terrace.actions.create.EntryRequest;
import dev.terrace.actions.generate.CreateProject;
import dev.terrace.actions.generate.CreateSystem;
import dev.terrace.actions.generate.SystemTemplate;
import dev.terrace.cli.options.JsonOption;
import dev.terrace.print.CodePrinter;
import dev.terrace.print.CreatePrinter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code terrace new}. */
@Command(
    name = "new",
    subcommands = {
      NewCommand.Service.class,
      NewCommand.Environment.class,
      NewCommand.NewSystem.class,
      NewCommand.NewProject.class
    })
final class NewCommand extends CommandGroup {
  @Command(name = "service")
  static final class Service extends ProjectCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "TARGET")
    private String target;

    @Parameters(index = "1", paramLabel = "NAME")
    private String name;

    @Option(names = "--port", paramLabel = "PORT")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST")
    private List<String> hosts = List.of();

    @Option(names = "--priority", paramLabel = "N")
    private Optional<Integer> priority = Optional.empty();

    @Option(names = "--from", paramLabel = "SERVICE")
    private Optional<String> from = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Mixin private JsonOption json;

    @Override
    public void run() {
      EntryRequest entry = new EntryRequest(name, port, hosts, priority, from, settings);
      json.print(
          console(),
          new CreateService(project()).run(new CreateService.Request(target, entry, dryRun)),
          CreatePrinter::asJson,
          CreatePrinter::print);
    }
  }

  @Command(name = "environment")
  static final class Environment extends ProjectCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "SYSTEM/NAME")
    private String environment;

    @Option(names = "--from", paramLabel = "ENVIRONMENT")
    private Optional<String> from = Optional.empty();

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Mixin private JsonOption json;

    @Override
    public void run() {
      json.print(
          console(),
          new CreateEnvironment(project())
              .run(new CreateEnvironment.Request(environment, from, dryRun)),
          CreatePrinter::asJson,
          CreatePrinter::print);
    }
  }

  @Command(name = "system")
  static final class NewSystem extends ProjectCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "NAME")
    private String name;

    @Option(names = "--from", paramLabel = "TEMPLATE", defaultValue = "web")
    private SystemTemplate template;

    @Mixin private JsonOption json;

    @Override
    public void run() {
      json.print(
          console(),
          new CreateSystem(project()).run(new CreateSystem.Request(name, template)),
          CodePrinter::asJson,
          CodePrinter::print);
    }
  }

  @Command(name = "project")
  static final class NewProject extends ProjectCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "DIR")
    private Path folder;

    @Option(names = "--system", paramLabel = "NAME")
    private Optional<String> system = Optional.empty();

    @Option(names = "--from", paramLabel = "TEMPLATE", defaultValue = "web")
    private SystemTemplate template;

    @Option(names = "--group", paramLabel = "GROUP", defaultValue = "com.example")
    private String group;

    @Mixin private JsonOption json;

    @Override
    public void run() {
      json.print(
          console(),
          new CreateProject(Version.number())
              .run(new CreateProject.Request(folder, system, template, group)),
          CodePrinter::asJson,
          CodePrinter::print);
    }
  }
}
