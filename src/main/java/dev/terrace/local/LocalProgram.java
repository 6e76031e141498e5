package dev.terrace.local;

import dev.terrace.files.BundledFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the Python program of the simulated AWS is. */
final class LocalProgram {
  private static final String FOLDER = "local";

  private LocalProgram() {}

  /**
   * In a checkout of Terrace its sources; elsewhere a copy of those in Terrace's jar.
   *
   * @param home the project's folder
   * @param cache where files of the jar are written
   */
  static Path folder(Path home, Path cache) {
    Path sources = home.resolve(FOLDER);
    return Files.isDirectory(sources.resolve("terrace_local"))
        ? sources
        : BundledFiles.folder(FOLDER, cache);
  }
}
