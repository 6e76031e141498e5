package dev.terrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/**
 * The descriptions, exit codes and examples of the commands, in {@code help.properties}. It is read
 * directly, because {@link ResourceBundle#getBundle} first searches a file for each locale.
 */
final class HelpBundle {
  static final String RESOURCE = "help.properties";

  private HelpBundle() {}

  static ResourceBundle read() {
    try (InputStream in = HelpBundle.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: dev/terrace/cli/" + RESOURCE);
      }
      return new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
