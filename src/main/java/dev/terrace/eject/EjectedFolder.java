package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that stacks are written to. Everything is made in a folder beside it, which then takes
 * its place as a whole. A list of what was written lies in it, so that a later run knows its own
 * files: those are replaced, everything else in the folder stays.
 */
public final class EjectedFolder implements AutoCloseable {
  /** The list: a SHA-256 for each file. */
  static final String RECORD = ".terrace-eject.json";

  /** Terraform writes it as well; what it has made of it stays. */
  private static final String LOCK_FILE = ".terraform.lock.hcl";

  private final Path folder;
  private final Path fresh;
  private final Map<String, String> earlier;

  private EjectedFolder(Path folder, Path fresh, Map<String, String> earlier) {
    this.folder = folder;
    this.fresh = fresh;
    this.earlier = earlier;
  }

  /** The folder is not one that may be written to; the message says why. */
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Begins to write beside the folder; nothing in it changes before {@link #finish}.
   *
   * @throws RefusedException when something is there that was not written here, or was changed
   */
  public static EjectedFolder begin(Path given) {
    try {
      Path folder = Files.exists(given) ? given.toRealPath() : given.toAbsolutePath().normalize();
      Path parent = folder.getParent();
      if (parent == null) {
        throw new RefusedException("'" + given + "' is no folder of its own");
      }
      if (Files.exists(aside(folder))) {
        throw new RefusedException(
            "an eject was stopped half-way: "
                + aside(folder)
                + " holds what was in "
                + folder
                + " before. Move what you need of it back and delete it.");
      }
      Map<String, String> earlier = check(folder);
      Files.createDirectories(parent);
      Path fresh = Files.createTempDirectory(parent, "." + folder.getFileName() + ".eject-");
      Files.setPosixFilePermissions(
          fresh, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      return new EjectedFolder(folder, fresh, earlier);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path aside(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".before-eject");
  }

  private static Map<String, String> check(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return Map.of();
    }
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(folder + " is a file; give a folder that does not exist yet");
    }
    Path record = folder.resolve(RECORD);
    if (!Files.exists(record)) {
      try (Stream<Path> there = Files.list(folder)) {
        if (there.findAny().isPresent()) {
          throw new RefusedException(
              folder
                  + " is not empty, and was not written by 'terrace eject'. Nothing was changed;"
                  + " give a folder that is empty or does not exist yet.");
        }
      }
      return Map.of();
    }
    Map<String, String> earlier = readRecord(record);
    List<String> changed =
        earlier.entrySet().stream()
            .filter(each -> !isLockFile(each.getKey()))
            .filter(each -> Files.exists(folder.resolve(each.getKey())))
            .filter(each -> !hash(folder.resolve(each.getKey())).equals(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!changed.isEmpty()) {
      throw new RefusedException(
          folder
              + " holds files that were changed since 'terrace eject' wrote them: "
              + String.join(", ", changed)
              + ". Nothing was changed; give another folder, or delete those files if their changes"
              + " are not needed.");
    }
    return earlier;
  }

  private static Map<String, String> readRecord(Path record) {
    Map<String, String> files = new TreeMap<>();
    JsonNode tree;
    try {
      tree = Json.read(record).path("files");
    } catch (UncheckedIOException e) {
      throw new RefusedException(
          record
              + " cannot be read, so it is not known which files are whose; give another folder");
    }
    tree.properties().forEach(each -> files.put(each.getKey(), each.getValue().asText()));
    return files;
  }

  /** Where to write. */
  public Path fresh() {
    return fresh;
  }

  /** The folder itself. */
  public Path folder() {
    return folder;
  }

  /**
   * Puts what was written in its place.
   *
   * @throws RefusedException when a file that somebody else has made is in the way
   */
  public void finish() {
    try {
      Map<String, String> written = new TreeMap<>();
      for (String file : files(fresh)) {
        written.put(file, hash(fresh.resolve(file)));
      }
      Set<String> others = others();
      List<String> inTheWay =
          others.stream().filter(written::containsKey).filter(file -> !isLockFile(file)).toList();
      if (!inTheWay.isEmpty()) {
        throw new RefusedException(
            folder
                + " holds files of yours where new ones belong: "
                + String.join(", ", inTheWay)
                + ". Nothing was changed; move them away.");
      }
      others.forEach(written::remove);
      ObjectNode record = Json.object().put("writtenBy", "terrace eject");
      ObjectNode list = record.putObject("files");
      written.forEach(list::put);
      Json.write(fresh.resolve(RECORD), record);
      replace(others);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder, e);
    }
  }

  /** Files in the folder that were not written here, or that Terraform has changed since. */
  private Set<String> others() throws IOException {
    if (!Files.exists(folder)) {
      return Set.of();
    }
    return files(folder).stream()
        .filter(file -> !file.equals(RECORD))
        .filter(
            file ->
                !earlier.containsKey(file)
                    || (isLockFile(file) && !hash(folder.resolve(file)).equals(earlier.get(file))))
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  private void replace(Set<String> others) throws IOException {
    if (!Files.exists(folder)) {
      Files.move(fresh, folder);
      return;
    }
    Path before = aside(folder);
    Files.move(folder, before);
    Files.move(fresh, folder);
    for (String file : others) {
      Path target = folder.resolve(file);
      Files.createDirectories(target.getParent());
      Files.move(before.resolve(file), target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    delete(before);
  }

  /** Takes away what {@link #finish} has not put in its place. */
  @Override
  public void close() {
    try {
      delete(fresh);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLockFile(String file) {
    return Path.of(file).endsWith(LOCK_FILE);
  }

  /** Files and links below a folder, links not followed. */
  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String hash(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
