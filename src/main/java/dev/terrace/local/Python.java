package dev.terrace.local;

import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds a Python that has moto, or creates a virtual environment that has it. */
public final class Python {
  private static final String GET_PYTHON =
      "Get Python 3.9 or newer with: apt-get install python3 python3-venv | brew install python";

  private final Map<String, String> shell;
  private final Path home;
  private final Path venv;

  /**
   * @param home the project's folder
   * @param venv the virtual environment of the project's own, created if no other Python is
   *     suitable
   */
  public Python(Map<String, String> shell, Path home, Path venv) {
    this.shell = shell;
    this.home = home;
    this.venv = venv;
  }

  /** The first Python that can import moto's server. */
  public Optional<String> withMoto() {
    return candidates().stream().filter(this::hasMoto).findFirst();
  }

  /**
   * @throws LocalAwsException when there is none and none can be created
   */
  public String orInstalled(Consumer<String> progress) {
    Optional<String> found = withMoto();
    if (found.isPresent()) {
      return found.get();
    }
    Path base =
        Tools.onPath(shell, "python3")
            .orElseThrow(
                () ->
                    new LocalAwsException(
                        "Python is needed to simulate AWS; PATH has no python3.\n" + GET_PYTHON));
    progress.accept("installing the simulated AWS into " + venv + " (once)");
    Path requirements =
        LocalProgram.folder(home, venv.resolveSibling("files")).resolve("requirements.txt");
    run(
        List.of(base.toString(), "-m", "venv", venv.toString()),
        "cannot make a virtual environment for the simulated AWS",
        GET_PYTHON);
    run(
        List.of(
            venv.resolve("bin/python").toString(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
            requirements.toString()),
        "cannot install the simulated AWS (moto)",
        "Without a network, put a Python that has moto[server] on the PATH, or let pip find its"
            + " packages (PIP_FIND_LINKS, PIP_INDEX_URL).");
    return venv.resolve("bin/python").toString();
  }

  private void run(List<String> command, String what, String help) {
    Tools.Said said = Tools.run(command, shell, Duration.ofMinutes(10));
    if (said.exitCode() != 0) {
      throw new LocalAwsException(
          what + ": '" + String.join(" ", command) + "' said:\n" + said.last(8) + "\n" + help);
    }
  }

  private List<String> candidates() {
    List<String> candidates = new ArrayList<>();
    Path own = venv.resolve("bin/python");
    if (Files.isExecutable(own)) {
      candidates.add(own.toString());
    }
    Tools.onPath(shell, "moto_server").flatMap(Python::interpreterOf).ifPresent(candidates::add);
    Tools.onPath(shell, "python3").map(Path::toString).ifPresent(candidates::add);
    return candidates;
  }

  /** The interpreter in a script's first line; shims of version managers name a shell there. */
  private static Optional<String> interpreterOf(Path script) {
    try {
      byte[] start = new byte[512];
      int length;
      try (var in = Files.newInputStream(script)) {
        length = in.readNBytes(start, 0, start.length);
      }
      String text = new String(start, 0, length, java.nio.charset.StandardCharsets.UTF_8);
      int lineEnd = text.indexOf('\n');
      if (!text.startsWith("#!") || lineEnd < 0) {
        return Optional.empty();
      }
      String interpreter = text.substring(2, lineEnd).strip();
      return interpreter.contains("python") && Files.isExecutable(Path.of(interpreter))
          ? Optional.of(interpreter)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + script, e);
    }
  }

  private boolean hasMoto(String interpreter) {
    return Tools.run(
                List.of(
                    interpreter,
                    "-c",
                    "import sys, importlib.util as u; sys.exit(not (u.find_spec('moto') and"
                        + " u.find_spec('flask')))"),
                shell,
                Duration.ofSeconds(30))
            .exitCode()
        == 0;
  }
}
