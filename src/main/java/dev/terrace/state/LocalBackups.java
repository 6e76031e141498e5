package dev.terrace.state;

import dev.terrace.config.StackId;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.Terraform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The last versions of a state that is a file: a copy of each one that a run began with or ended
 * with. Terraform itself keeps one, which it overwrites with a damaged state.
 */
public final class LocalBackups implements StateVersions {
  /** How many copies are kept. */
  public static final int KEPT = 10;

  private static final String CURRENT = "current";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StackId stack;
  private final Path file;
  private final Path folder;
  private final byte[] seen;
  private final List<Entry> entries;

  /**
   * @param workingFolders holds {@code <stack>.tfstate}
   */
  public LocalBackups(StackId stack, Path workingFolders) {
    this.stack = stack;
    this.file = workingFolders.resolve(stack.stackName() + ".tfstate");
    this.folder = workingFolders.resolve("backups").resolve(stack.stackName());
    this.seen = bytes(file);
    this.entries = read();
  }

  /** Copies a complete state, unless the newest copy is the same; the oldest copies go. */
  public static void keep(StackId stack, Path workingFolders, Instant now) {
    LocalBackups backups = new LocalBackups(stack, workingFolders);
    byte[] bytes = backups.bytes(backups.file);
    if (StoredState.parse(bytes).isPresent()) {
      backups.copy(bytes, now);
    }
  }

  private void copy(byte[] bytes, Instant now) {
    List<Path> copies = copies();
    if (bytes.length == 0 || (!copies.isEmpty() && Arrays.equals(bytes, bytes(copies.get(0))))) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path part = folder.resolve(".part");
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(part, bytes);
      Files.move(part, folder.resolve(TIME.format(after(copies, now)) + ".tfstate"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + file + " to " + folder, e);
    }
    copies().stream().skip(KEPT).forEach(FileTrees::delete);
  }

  /** Now; after a clock was set back, right after the newest copy, which orders them. */
  private static Instant after(List<Path> copies, Instant now) {
    Instant newest = copies.isEmpty() ? Instant.MIN : time(copies.get(0));
    return now.truncatedTo(ChronoUnit.MILLIS).isAfter(newest) ? now : newest.plusMillis(1);
  }

  private static Instant time(Path copy) {
    return TIME.parse(name(copy), Instant::from);
  }

  private static String name(Path copy) {
    return copy.getFileName().toString().replace(".tfstate", "");
  }

  /** The newest first. */
  private List<Path> copies() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(each -> each.toString().endsWith(".tfstate"))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private List<Entry> read() {
    List<Entry> found = new ArrayList<>();
    for (Path copy : copies()) {
      byte[] bytes = bytes(copy);
      if (!Arrays.equals(bytes, seen)) {
        found.add(
            new Entry(
                name(copy), time(copy), bytes.length, false, false, StoredState.parse(bytes)));
      }
    }
    if (Files.exists(file)) {
      found.add(
          0, new Entry(CURRENT, written(), seen.length, true, false, StoredState.parse(seen)));
    } else if (!found.isEmpty()) {
      found.add(0, new Entry(CURRENT, found.get(0).written(), 0, true, true, Optional.empty()));
    }
    return List.copyOf(found);
  }

  private Instant written() {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Nothing where there is no file. */
  private byte[] bytes(Path path) {
    try {
      return Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public int total() {
    return entries.size();
  }

  @Override
  public Optional<Entry> named(String id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  @Override
  public boolean isIntact() {
    return true;
  }

  /** Needs no Terraform: the file is locked as Terraform locks it, and replaced at once. */
  @Override
  public long restore(Entry chosen, Supplier<Terraform> opener) {
    StoredState earlier =
        chosen
            .state()
            .orElseThrow(() -> new IllegalArgumentException(chosen.id() + " is no state"));
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new LockedException(stack, holder());
      }
      byte[] now = LockedFiles.read(channel);
      if (!Arrays.equals(now, seen)) {
        throw new RefusedException(
            stack + ": its state was written after its versions were listed; list them again");
      }
      copy(now, Instant.now());
      StoredState next = earlier.withSerial(lastSerial(earlier) + 1);
      replace(next.text());
      return next.serial();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private void replace(String text) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    FileTrees.writePrivate(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private LockInfo holder() {
    Path info = file.resolveSibling("." + file.getFileName() + ".lock.info");
    return LockInfo.parse(new String(bytes(info), StandardCharsets.UTF_8))
        .orElse(LockInfo.UNREADABLE);
  }
}
