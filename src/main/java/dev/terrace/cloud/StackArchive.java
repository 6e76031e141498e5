package dev.terrace.cloud;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * A stack's folder as a gzipped tar for Terraform Cloud. The same folder gives the same bytes on
 * any machine: entries are sorted by name and have no owner or time.
 */
public final class StackArchive {
  private static final int FILE_MODE = 0644;
  private static final int EXECUTABLE_MODE = 0755;

  private StackArchive() {}

  /**
   * @param folder without Terraform's own files ({@code .terraform}, states, plans, logs)
   */
  public static byte[] of(Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
    parameters.setOperatingSystem(255); // unknown
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes, parameters), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path file : files(folder)) {
        add(tar, folder, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack " + folder, e);
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, Path folder, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    TarArchiveEntry entry = new TarArchiveEntry(name(folder, file));
    entry.setSize(content.length);
    entry.setMode(Files.isExecutable(file) ? EXECUTABLE_MODE : FILE_MODE);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> belongs(name(folder, file)))
          .sorted(java.util.Comparator.comparing(file -> name(folder, file)))
          .toList();
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static boolean belongs(String name) {
    return name.equals("cdk.tf.json")
        || name.equals(".terraform.lock.hcl")
        || name.startsWith("assets/");
  }
}
