package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** How people are reached. */
public final class ContactValues {
  private ContactValues() {}

  /** SNS API, Subscribe: ASCII; RFC 5321: 64 characters before the at sign, 254 in all. */
  public static final class Email extends ValueType {
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`|~-]+";

    public Email() {
      super(
          "email-address",
          ATOM + "(\\." + ATOM + ")*@" + HostValues.DOMAIN.replace("a-z", "A-Za-z"),
          6,
          254,
          "must be an e-mail address of ASCII characters");
    }

    @Override
    protected Optional<String> refusalBeyondForm(String text) {
      if (text.indexOf('@') > 64) {
        return Optional.of("must have at most 64 characters before the @");
      }
      return HostValues.isPrivate(text.substring(text.indexOf('@') + 1))
          ? Optional.of("must have a domain of the public DNS: mail of AWS reaches no other")
          : Optional.empty();
    }

    @Override
    public List<String> examples() {
      return List.of("ops@example.com", "a.b+c@sub.example.org");
    }

    @Override
    public List<String> wrong() {
      return List.of(
          "a b@c.de",
          "ä@c.de",
          "a@b",
          "a@@b.de",
          "@b.de",
          "a@",
          "a@b..de",
          ".a@b.de",
          "a.@b.de",
          "a..b@c.de",
          "a@-b.de",
          "a@b.de, c@d.de",
          "Ops <a@b.de>",
          "a@b.d",
          "a@b.local",
          "a@shop.internal",
          "a@b.INVALID",
          "a@nas.home.arpa");
    }
  }
}
