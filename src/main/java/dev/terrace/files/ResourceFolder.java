package dev.terrace.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;

/**
 * A folder of the class path, on disk or in a jar. A jar is opened by its path and not by its URI:
 * of the latter there is one file system in a JVM, which two threads cannot open at once ({@link
 * FileSystems#newFileSystem(URI, Map)}).
 */
public final class ResourceFolder {
  private ResourceFolder() {}

  /** Reads files below a folder, which is gone afterwards. */
  public interface Reader<T> {
    T read(Path folder) throws IOException;
  }

  /**
   * @param folder starts with a slash
   * @throws IllegalStateException if the class path has no such folder
   */
  public static <T> T read(Class<?> owner, String folder, Reader<T> reader) {
    URL found = owner.getResource(folder);
    if (found == null) {
      throw new IllegalStateException("not on the class path: " + folder);
    }
    try {
      URI place = found.toURI();
      if (place.getScheme().equals("file")) {
        return reader.read(Path.of(place));
      }
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(jarOf(place)), Map.of())) {
        return reader.read(jar.getPath(folder));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /** Of {@code jar:file:/x.jar!/folder}, {@code file:/x.jar}. */
  private static URI jarOf(URI entry) {
    String text = entry.getRawSchemeSpecificPart();
    return URI.create(text.substring(0, text.indexOf("!/")));
  }
}
