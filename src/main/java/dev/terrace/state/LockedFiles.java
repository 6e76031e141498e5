package dev.terrace.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Reads a file through the channel that holds its lock. The operating system releases the locks of
 * a process on a file as soon as the process closes any other channel of it (POSIX, fcntl: "All
 * locks associated with a file for a given process shall be removed when any file descriptor for
 * that file is closed by that process",
 * https://pubs.opengroup.org/onlinepubs/9799919799/functions/fcntl.html).
 */
final class LockedFiles {
  private LockedFiles() {}

  /** The whole content, whatever the position of the channel. */
  static byte[] read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    for (int read = 0; read >= 0 && bytes.hasRemaining(); ) {
      read = channel.read(bytes, bytes.position());
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
