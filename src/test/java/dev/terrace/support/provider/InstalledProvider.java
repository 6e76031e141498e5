package dev.terrace.support.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.terrace.files.FileTrees;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code terraform init} does about providers, which costs 1.3 s of CPU time each time:
 * Terraform computes the checksum of the AWS provider's 700 MB. It follows from the lock file, the
 * requirements and the CLI configuration. So Terraform does it once for each combination of them,
 * in a folder with nothing else, and tests share what came out: the lock file and the link to the
 * provider's package.
 *
 * @param folder holds the lock file afterwards, and {@link #BEFORE}
 * @param path of the link, below {@code providers}
 * @param target what it points at
 */
record InstalledProvider(Path folder, Path path, Path target) {
  static final String LOCK = ".terraform.lock.hcl";

  /** The lock file that it started with; absent where there was none. */
  static final String BEFORE = "before.lock.hcl";

  private static final String PACKAGE = "package";
  private static final Path PROVIDERS = Path.of(".terraform", "providers");
  private static final Path AWS = Path.of("registry.terraform.io", "hashicorp", "aws");
  private static final Pattern PROVIDER = Pattern.compile("(?m)^provider \"([^\"]+)\"");
  private static final long LONGEST_MINUTES = 5;

  /**
   * @param program Terraform
   * @param store keeps what was found out
   * @return empty where {@code init} would fail, or needs more than the AWS provider, or copies the
   *     package instead of linking it: then the test's own {@code init} has to show it
   */
  static synchronized Optional<InstalledProvider> of(InitRequest request, Path program, Path store)
      throws IOException {
    Path lock = request.folder().resolve(LOCK);
    Optional<byte[]> before =
        Files.exists(lock) ? Optional.of(Files.readAllBytes(lock)) : Optional.empty();
    Optional<Map<String, String>> needs = ProviderNeeds.of(request.folder());
    if (needs.isEmpty()
        || (before.isPresent() && !locksAws(new String(before.orElseThrow(), UTF_8)))) {
      return Optional.empty();
    }
    Path known = store.resolve(key(request, program, before, needs.orElseThrow()));
    Optional<InstalledProvider> found = kept(known);
    if (found.isPresent()) {
      return found;
    }
    Files.createDirectories(store);
    // The first JVM that needs it finds it out; the others wait for that.
    try (FileChannel channel = FileChannel.open(Path.of(known + ".lock"), CREATE, WRITE);
        FileLock alone = channel.lock()) {
      found = alone.isValid() ? kept(known) : Optional.empty();
      return found.isPresent()
          ? found
          : install(request, program, before, needs.orElseThrow(), known);
    }
  }

  private static Optional<InstalledProvider> kept(Path known) throws IOException {
    return Files.exists(known) ? read(known) : Optional.empty();
  }

  private static boolean locksAws(String lock) {
    List<String> providers =
        PROVIDER.matcher(lock).results().map(match -> Path.of(match.group(1)).toString()).toList();
    return providers.equals(List.of(AWS.toString()));
  }

  private static String key(
      InitRequest request, Path program, Optional<byte[]> before, Map<String, String> needs)
      throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    digest.update(
        String.join(
                "\0",
                program.toRealPath().toString(),
                new TreeMap<>(request.variables()).toString(),
                Files.readString(request.cliConfig()),
                Boolean.toString(request.readOnly()),
                needs.toString(),
                Boolean.toString(before.isPresent()))
            .getBytes(UTF_8));
    before.ifPresent(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Optional<InstalledProvider> install(
      InitRequest request,
      Path program,
      Optional<byte[]> before,
      Map<String, String> needs,
      Path known)
      throws IOException {
    Path folder = Files.createTempDirectory(known.getParent(), "init");
    if (before.isPresent()) {
      Files.write(folder.resolve(LOCK), before.orElseThrow());
      Files.write(folder.resolve(BEFORE), before.orElseThrow());
    }
    for (Map.Entry<String, String> need : needs.entrySet()) {
      Files.writeString(folder.resolve(need.getKey()), need.getValue());
    }
    Files.writeString(folder.resolve("provider_aws.tf"), "provider \"aws\" {}\n");
    if (!init(request, program, folder)) {
      return Optional.empty();
    }
    Optional<Path> link = link(folder.resolve(PROVIDERS));
    if (link.isEmpty() || !locksAws(Files.readString(folder.resolve(LOCK)))) {
      return Optional.empty();
    }
    Path target = Files.readSymbolicLink(link.orElseThrow());
    Files.writeString(folder.resolve(PACKAGE), content(target));
    if (Files.exists(known)) {
      FileTrees.delete(known); // another package than it was
    }
    Files.move(folder, known, ATOMIC_MOVE);
    return read(known);
  }

  private static boolean init(InitRequest request, Path program, Path folder) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "init", "-input=false", "-no-color"));
    if (request.readOnly()) {
      command.add(InitRequest.READ_ONLY);
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("init.log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TF_"));
    builder.environment().putAll(request.variables());
    builder.environment().put("TF_CLI_CONFIG_FILE", request.cliConfig().toString());
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    Process process = builder.start();
    try {
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The only package, if it is a link: {@code …/aws/VERSION/PLATFORM}. */
  private static Optional<Path> link(Path providers) throws IOException {
    Path aws = providers.resolve(AWS);
    if (!Files.isDirectory(aws)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.walk(aws, 2)) {
      List<Path> links = found.filter(Files::isSymbolicLink).toList();
      return links.size() == 1 && Files.readSymbolicLink(links.get(0)).isAbsolute()
          ? Optional.of(links.get(0))
          : Optional.empty();
    }
  }

  private static Optional<InstalledProvider> read(Path known) throws IOException {
    Path providers = known.resolve(PROVIDERS);
    Path link = link(providers).orElseThrow();
    Path target = Files.readSymbolicLink(link);
    return Files.readString(known.resolve(PACKAGE)).equals(content(target))
        ? Optional.of(new InstalledProvider(known, providers.relativize(link), target))
        : Optional.empty();
  }

  /** Names, sizes and times of a package's files. */
  private static String content(Path target) throws IOException {
    StringBuilder content = new StringBuilder();
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        for (Path file : files.sorted().toList()) {
          FileTime changed = Files.getLastModifiedTime(file);
          content.append(file).append(' ').append(Files.size(file)).append(' ').append(changed);
          content.append('\n');
        }
      }
    }
    return content.toString();
  }
}
