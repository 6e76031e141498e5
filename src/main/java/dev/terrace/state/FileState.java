package dev.terrace.state;

import dev.terrace.config.StackId;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.LockInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A state in a file, locked as Terraform locks it: by a lock of the operating system, which ends
 * with the process.
 */
public final class FileState implements RelocatedState {
  private final StackId stack;
  private final Path workingFolders;
  private final Path file;

  /**
   * @param workingFolders holds {@code <stack>.tfstate}
   */
  public FileState(StackId stack, Path workingFolders) {
    this.stack = stack;
    this.workingFolders = workingFolders;
    this.file = workingFolders.resolve(stack.stackName() + ".tfstate");
  }

  @Override
  public StackId stack() {
    return stack;
  }

  @Override
  public Held lock() {
    FileTrees.createFolder(workingFolders);
    LocalBackups.keep(stack, workingFolders, Instant.now());
    FileChannel channel = open(file, StandardOpenOption.CREATE);
    try {
      if (channel.tryLock() == null) {
        channel.close();
        throw new LockedException(stack, holder());
      }
      return new Open(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file, e);
    }
  }

  private static FileChannel open(Path path, StandardOpenOption how) {
    try {
      return FileChannel.open(path, how, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + path, e);
    }
  }

  private LockInfo holder() throws IOException {
    Path info = file.resolveSibling("." + file.getFileName() + ".lock.info");
    return Files.exists(info)
        ? LockInfo.parse(FileTrees.readLeniently(info)).orElse(LockInfo.UNREADABLE)
        : LockInfo.UNREADABLE;
  }

  /** Reads through its own channels, see {@link LockedFiles}. */
  private final class Open implements Held {
    private final List<FileChannel> channels = new ArrayList<>();

    Open(FileChannel channel) {
      channels.add(channel);
    }

    private FileChannel current() {
      return channels.get(channels.size() - 1);
    }

    @Override
    public Optional<StoredState> read() {
      try {
        return RelocatedState.parse(
            new String(LockedFiles.read(current()), StandardCharsets.UTF_8), stack);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }

    /** The new file is locked before it takes the place of the former one. */
    @Override
    public StoredState write(StoredState state) {
      Path part = file.resolveSibling("." + file.getFileName() + ".part");
      FileTrees.writePrivate(part, state.withSerial(state.serial() + 1).text());
      FileChannel channel = open(part, StandardOpenOption.WRITE);
      channels.add(channel);
      try {
        if (channel.tryLock() == null) {
          throw new LockedException(stack, holder());
        }
        channel.force(true);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
      return RelocatedState.written(read(), state, stack);
    }

    @Override
    public void close() {
      try {
        boolean empty = current().size() == 0;
        for (FileChannel each : channels) {
          each.close();
        }
        if (empty) { // made by the lock
          Files.deleteIfExists(file);
        } else {
          LocalBackups.keep(stack, workingFolders, Instant.now());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot unlock " + file, e);
      }
    }
  }
}
