package dev.terrace.terraform.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/** Recognizes, by their first bytes, files that are often mistaken for a plan in JSON. */
final class FileKind {
  /** RFC 1952, section 2.3.1. */
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  /** A local file header: APPNOTE.TXT of PKWARE, section 4.3.7. A plan file is a ZIP archive. */
  private static final byte[] ZIP = {'P', 'K'};

  private FileKind() {}

  /**
   * @return a stream with the same bytes
   * @throws NotAPlan when it is compressed or a plan file
   */
  static InputStream requireText(InputStream in) throws IOException {
    PushbackInputStream stream = new PushbackInputStream(in, GZIP.length);
    byte[] first = stream.readNBytes(GZIP.length);
    if (Arrays.equals(first, GZIP)) {
      throw new NotAPlan("is compressed with gzip: decompress it first");
    }
    if (Arrays.equals(first, ZIP)) {
      throw new NotAPlan("is a plan file of Terraform, which 'terraform show -json' reads");
    }
    stream.unread(first);
    return stream;
  }
}
