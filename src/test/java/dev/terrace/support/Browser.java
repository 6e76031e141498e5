package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Headless Chromium. Its packages are those of {@code src/test/node}, installed below {@code
 * target} on first use: users of Terrace do not need them.
 */
public final class Browser {
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path TOOLS = Path.of("target", "browser").toAbsolutePath();

  private Browser() {}

  /**
   * Opens pages in both colour schemes and two widths.
   *
   * @param folder gets the screenshots
   * @return what {@code pages.mjs} found on each page
   */
  public static JsonNode look(Path folder, List<Path> pages) throws IOException {
    install();
    Path temporary = Files.createTempDirectory("browser");
    List<String> command =
        new ArrayList<>(List.of("node", TOOLS.resolve("pages.mjs").toString(), folder.toString()));
    pages.forEach(page -> command.add(page.toString()));
    try {
      Tools.Said said = Tools.run(command, shell(temporary), Duration.ofMinutes(4));
      if (said.exitCode() != 0) {
        throw new AssertionError("The browser of the tests failed: " + said.last(30));
      }
      return Json.parse(said.out());
    } finally {
      FileTrees.delete(temporary);
    }
  }

  /** The packages that the lock file names; none of their scripts runs. */
  private static void install() throws IOException {
    Files.createDirectories(TOOLS);
    Path lock = SOURCES.resolve("package-lock.json");
    Path installed = TOOLS.resolve("installed.json");
    for (String file : List.of("package.json", "package-lock.json", "pages.mjs", "in-page.mjs")) {
      Files.copy(SOURCES.resolve(file), TOOLS.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
      return;
    }
    Tools.Said said =
        Tools.run(
            List.of(
                "npm",
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
                TOOLS.toString()),
            System.getenv(),
            Duration.ofMinutes(5));
    if (said.exitCode() != 0) {
      throw new AssertionError(
          "npm ci of " + SOURCES + " failed, so that no browser looks at pages: " + said.last(30));
    }
    Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, String> shell(Path temporary) {
    Map<String, String> shell = new TreeMap<>(System.getenv());
    shell.remove("NODE_OPTIONS");
    shell.put("TMPDIR", temporary.toString());
    return shell;
  }
}
