package dev.terrace.eject;

import dev.terrace.hcl.Expression;
import dev.terrace.hcl.Template;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;

/** Scripts that are given in Base64, such as user data, as {@code base64encode} of a heredoc. */
final class Base64Text {
  /** Shorter texts are names and the like that only happen to be Base64. */
  private static final int SHORTEST = 40;

  private Base64Text() {}

  /** Empty unless the function gives exactly the text that is there. */
  static Optional<Expression> asCall(Template template) {
    String source = template.source();
    if (source.length() < SHORTEST || !source.matches("[A-Za-z0-9+/]+={0,2}")) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(source);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Expression heredoc = Expression.of(Template.literal(text));
      boolean exact =
          Base64.getEncoder().encodeToString(bytes).equals(source)
              && Normalizer.isNormalized(text, Normalizer.Form.NFC); // as Terraform has its texts
      return exact && heredoc instanceof Expression.Heredoc
          ? Optional.of(new Expression.Call("base64encode", heredoc))
          : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty(); // no Base64, or not of a text
    }
  }
}
