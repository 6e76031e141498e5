package dev.terrace.systems;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stacks are synthesized from: the classes and their resources, every file of the environments
 * and of the project, which code may read, the variables of the shell, Java and Node. Stacks whose
 * code reads anything else have other inputs.
 *
 * @param classpath jars, separated as the JVM's class path
 * @param home the folder of the project
 * @param environments the folder of the environments
 * @param written the folder that commands write into
 * @param shell the shell's variables
 * @param targets what the command was asked for
 */
public record SynthesisInputs(
    String classpath,
    Path home,
    Path environments,
    Path written,
    Map<String, String> shell,
    List<String> targets) {

  /** Folders of the project that tools write. */
  private static final List<String> OF_TOOLS =
      List.of(".git", ".idea", ".terrace", "cdktf.out", "node_modules", "target");

  /** With more files in the project, to compare them takes longer than to synthesize. */
  private static final int MOST_FILES = 20_000;

  /** What a shell changes with each command. */
  private static final Set<String> COUNTERS = Set.of("_", "OLDPWD", "SHLVL");

  public SynthesisInputs {
    shell = Map.copyOf(shell);
    targets = List.copyOf(targets);
  }

  /**
   * A digest of all of it, in hexadecimal digits. Files of the environments are compared by their
   * content, all others by size and time. Empty where classes are not in jars, and in a project of
   * more than {@value #MOST_FILES} files.
   */
  public Optional<String> digest() {
    List<Path> jars =
        Stream.of(classpath.split(File.pathSeparator, -1))
            .filter(each -> !each.isEmpty())
            .map(Path::of)
            .toList();
    if (!jars.stream().allMatch(Files::isRegularFile)) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, System.getProperty("java.runtime.version"), home.toString());
      write(out, environments.toString());
      out.writeInt(targets.size());
      for (String target : targets) {
        write(out, target);
      }
      for (Path jar : jars) {
        writeStamp(out, jar);
      }
      writeNode(out);
      for (Map.Entry<String, String> each : new TreeMap<>(shell).entrySet()) {
        if (!COUNTERS.contains(each.getKey())) {
          write(out, each.getKey(), each.getValue());
        }
      }
      for (Path file : new InputFiles(MOST_FILES, Set.of()).below(environments).keySet()) {
        writeFile(out, file);
      }
      for (Map.Entry<Path, BasicFileAttributes> each :
          new InputFiles(MOST_FILES, notRead()).below(home).entrySet()) {
        write(out, each.getKey().toString());
        out.writeLong(each.getValue().size());
        out.writeLong(each.getValue().lastModifiedTime().toMillis());
      }
      return Optional.of(
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // what cannot be read, the synthesis itself reports
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Set<Path> notRead() {
    return Stream.concat(Stream.of(written), OF_TOOLS.stream().map(home::resolve))
        .filter(each -> !each.equals(home))
        .collect(Collectors.toUnmodifiableSet());
  }

  private void writeNode(DataOutputStream out) throws IOException {
    for (String folder : shell.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path node = Path.of(folder, "node");
      if (Files.isExecutable(node)) {
        writeStamp(out, node);
        return;
      }
    }
  }

  private static void writeStamp(DataOutputStream out, Path file) throws IOException {
    write(out, file.toRealPath().toString());
    out.writeLong(Files.size(file));
    out.writeLong(Files.getLastModifiedTime(file).toMillis());
  }

  private static void writeFile(DataOutputStream out, Path file) throws IOException {
    boolean there = Files.isRegularFile(file);
    byte[] content = there ? Files.readAllBytes(file) : new byte[0];
    write(out, file.toString());
    out.writeBoolean(there);
    out.writeInt(content.length);
    out.write(content);
  }

  private static void write(DataOutputStream out, String... texts) throws IOException {
    for (String each : texts) {
      byte[] utf8 = each.getBytes(StandardCharsets.UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
  }
}
