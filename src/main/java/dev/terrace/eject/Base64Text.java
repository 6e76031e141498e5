package dev.terrace.eject;

import dev.terrace.hcl.Expression;
import dev.terrace.hcl.Template;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;

/** Writes scripts in Base64, such as user data, as {@code base64encode} of a heredoc. */
final class Base64Text {
  /** Shorter texts, such as names, are Base64 only by chance. */
  private static final int SHORTEST = 40;

  private Base64Text() {}

  /** Empty unless the function returns exactly this text. */
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
              && Normalizer.isNormalized(
                  text, Normalizer.Form.NFC); // as Terraform normalizes strings
      return exact && heredoc instanceof Expression.Heredoc
          ? Optional.of(new Expression.Call("base64encode", heredoc))
          : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty(); // not Base64, or not of text
    }
  }
}
