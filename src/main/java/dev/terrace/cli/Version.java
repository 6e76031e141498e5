package dev.terrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version in {@code pom.xml}, and the name of the sources that the launcher has built. */
final class Version implements IVersionProvider {
  private static final String RESOURCE = "/dev/terrace/version.properties";

  @Override
  public String[] getVersion() {
    String sources = System.getProperty("terrace.sources", "");
    return new String[] {
      "terrace " + number() + (sources.isEmpty() ? "" : " (sources " + sources + ")")
    };
  }

  /** Such as {@code 1.2.0}. */
  static String number() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + RESOURCE);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
