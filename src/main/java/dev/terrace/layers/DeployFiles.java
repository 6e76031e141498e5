package dev.terrace.layers;

import dev.terrace.config.TerraformText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files of {@code deploy/<system>/} that go into the stacks; they lie on the class path. */
public final class DeployFiles {
  private final String folder;

  public DeployFiles(String system) {
    folder = "/deploy/" + system + "/";
  }

  /**
   * @param name the file's path below the system's folder
   */
  public String read(String name) {
    try (InputStream in = DeployFiles.class.getResourceAsStream(folder + name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + folder + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first 16 hex digits of the text's SHA-256. */
  public static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A text as a literal of Terraform. */
  public static String literal(String text) {
    return TerraformText.literal(text);
  }
}
