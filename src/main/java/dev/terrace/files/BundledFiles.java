package dev.terrace.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that are in Terrace's jar and that other programs, or other projects, need as files. */
public final class BundledFiles {
  private static final String ROOT = "/dev/terrace/files/bundle/";

  private BundledFiles() {}

  /**
   * @param name the path below the bundle, such as {@code prices/aws.yaml}
   */
  public static String text(String name) {
    try (InputStream in = url(name).openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + ROOT + name, e);
    }
  }

  /**
   * A folder of the bundle as a folder on disk. Its path depends on its content, so that an upgrade
   * never changes a folder that a running program uses.
   *
   * @param cache where folders of the bundle are written
   */
  public static Path folder(String name, Path cache) {
    Map<String, byte[]> files = read(name);
    Path folder = cache.resolve(digest(files)).resolve(name);
    if (!Files.isDirectory(folder)) {
      Path next = cache.resolve("new-" + ProcessHandle.current().pid() + "-" + name);
      FileTrees.delete(next);
      files.forEach((path, content) -> write(next.resolve(path), content));
      FileTrees.createFolder(folder.getParent());
      try {
        Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        FileTrees.delete(next);
        if (!Files.isDirectory(folder)) { // else another process was first
          throw new UncheckedIOException("cannot write " + folder, e);
        }
      }
    }
    return folder;
  }

  /**
   * The texts of a folder of the bundle by their path below it.
   *
   * @param name such as {@code new/project}
   */
  public static Map<String, String> texts(String name) {
    Map<String, String> texts = new TreeMap<>();
    read(name).forEach((path, text) -> texts.put(path, new String(text, StandardCharsets.UTF_8)));
    return texts;
  }

  private static void write(Path file, byte[] content) {
    FileTrees.createFolder(file.getParent());
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static URL url(String name) {
    URL found = BundledFiles.class.getResource(ROOT + name);
    if (found == null) {
      throw new IllegalStateException("not on the class path: " + ROOT + name);
    }
    return found;
  }

  private static Map<String, byte[]> read(String name) {
    return ResourceFolder.read(BundledFiles.class, ROOT + name, BundledFiles::read);
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static String digest(Map<String, byte[]> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, content) -> {
            digest.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
