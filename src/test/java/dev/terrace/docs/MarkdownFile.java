package dev.terrace.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document of the project.
 *
 * @param path relative to the project
 * @param text the whole file
 */
record MarkdownFile(Path path, String text) {
  private static final Set<String> NOT_OURS =
      Set.of("target", "node_modules", "cdktf.out", ".terrace", ".git", ".terraform");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```[ \\t]*$");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

  static List<MarkdownFile> all() throws IOException {
    List<MarkdownFile> files = new ArrayList<>();
    Files.walkFileTree(
        Path.of(""),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              files.add(read(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  static MarkdownFile read(Path file) {
    try {
      return new MarkdownFile(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text without code, which quotes programs. */
  String prose() {
    return CODE.matcher(withoutFences()).replaceAll("``");
  }

  private String withoutFences() {
    return FENCE.matcher(text).replaceAll("");
  }

  /** Targets of links to files of the project, such as {@code ../secrets.md#rotate}. */
  List<String> links() {
    List<String> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(prose());
    while (matcher.find()) {
      if (!matcher.group(1).matches("[a-z]+:.*")) {
        links.add(matcher.group(1));
      }
    }
    return links;
  }

  /** The file that a link leads to, relative to the project. */
  Path target(String link) {
    String file = link.replaceFirst("#.*", "");
    return file.isEmpty() ? path : path.resolveSibling(file).normalize();
  }

  /** The anchors that GitHub gives the headings. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    Matcher matcher = HEADING.matcher(withoutFences());
    while (matcher.find()) {
      String anchor =
          matcher
              .group(1)
              .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int count = seen.merge(anchor, 1, Integer::sum);
      anchors.add(count == 1 ? anchor : anchor + "-" + (count - 1));
    }
    return anchors;
  }

  /** The line under the title: {@code Status: … · Date: …}. */
  String header() {
    List<String> lines = text.lines().toList();
    return lines.size() > 2 && lines.get(1).isEmpty() ? lines.get(2) : "";
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
