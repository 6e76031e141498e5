package dev.terrace.actions.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.files.FileTrees;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Synthesis;
import dev.terrace.support.Fixtures;
import dev.terrace.terraform.Interrupts;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A checkout with all environments of the tests, committed. */
final class Checkout implements AutoCloseable {
  private final Path home;
  private final FolderLocks locks = new FolderLocks("a test");

  Checkout() {
    try {
      home = Files.createTempDirectory("checkout");
      FileTrees.copy(Fixtures.ENVIRONMENTS, FileTrees.createFolder(environments()));
      FileTrees.writeWhole(home.resolve("pom.xml"), "<project/>\n");
      FileTrees.writeWhole(home.resolve(".gitignore"), ".terrace\ncdktf.out\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    git("init", "-q");
    commit();
  }

  Path home() {
    return home;
  }

  Path environments() {
    return home.resolve("environments");
  }

  void commit() {
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x");
  }

  void git(String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).directory(home.toFile()).inheritIO().start();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Synthesis synthesis(String target) {
    return Synthesis.make(project(), line -> {}, List.of(target), Synthesis::temporaryFolder);
  }

  FindAffectedStacks.Result find(Synthesis synthesis, String revision) {
    PrintStream stream = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    RunContext run =
        new RunContext(
            project(), new Console(stream, stream, false, false), new Interrupts(), locks);
    return new FindAffectedStacks(run).run(new FindAffectedStacks.Request(synthesis, revision));
  }

  private Project project() {
    return new Project(home, home.resolve(".terrace"), environments(), Map.of());
  }

  @Override
  public void close() {
    locks.close();
    FileTrees.delete(home);
  }
}
