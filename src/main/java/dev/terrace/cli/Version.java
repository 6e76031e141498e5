package dev.terrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version in {@code pom.xml}, and the name of the sources that the launcher has built. */
final class Version implements IVersionProvider {
  private static final String RESOURCE = "/dev/terrace/version.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + RESOURCE);
      }
      properties.load(in);
    }
    String sources = System.getProperty("terrace.sources", "");
    return new String[] {
      "terrace "
          + properties.getProperty("version")
          + (sources.isEmpty() ? "" : " (sources " + sources + ")")
    };
  }
}
