package dev.terrace.adopt;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Paths of sources in adoption files, which are committed: relative to the folder that contains
 * {@code adoptions}, and the same for one file however it is given (absolute, with {@code ./},
 * through a link).
 */
public final class SourcePaths {
  private final Path base;

  /**
   * @param adoptions the folder {@code adoptions}
   */
  public SourcePaths(Path adoptions) {
    this.base = real(adoptions.toAbsolutePath().normalize().getParent());
  }

  /** The path for adoption files. */
  public String committed(Path given) {
    String path = base.relativize(real(given)).toString().replace('\\', '/');
    return path.isEmpty() ? "." : path;
  }

  /** The file or folder that a path in an adoption file means. */
  public Path resolve(String committed) {
    return base.resolve(committed);
  }

  /** A source as {@link Origin#describe} gives it, with its path as {@link #committed}. */
  public String normalized(String source) {
    int space = source.indexOf(' ');
    String kind = source.substring(0, Math.max(0, space));
    return kind.equals("state") || kind.equals("ids")
        ? kind + " " + committed(resolve(source.substring(space + 1)))
        : source;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) { // it does not exist: its nearest parent that does may be a link
      Path absolute = path.toAbsolutePath().normalize();
      Path parent = absolute.getParent();
      return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
    }
  }
}
