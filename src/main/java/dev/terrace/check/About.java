package dev.terrace.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rule says about itself.
 *
 * @param id such as {@code iam-wildcard-action}; its first word is the pack
 * @param title what is wrong where the rule finds something
 * @param instead what to write instead
 * @param sources pages that state the fact, and controls of public catalogs such as {@code FSBP
 *     ECS.2}
 */
public record About(
    String id, Severity severity, String title, String instead, List<String> sources) {
  private static final Map<String, String> PACKS = Map.of("aws", "aws-foundational");

  private static final Pattern CONTROL = Pattern.compile("FSBP (\\w+)\\.(\\d+)");

  public About {
    List<String> linked = new ArrayList<>(sources);
    for (String source : sources) {
      Matcher control = CONTROL.matcher(source);
      if (control.matches()) {
        String service = control.group(1).toLowerCase(Locale.ROOT);
        String page =
            "https://docs.aws.amazon.com/securityhub/latest/userguide/%s-controls.html#%s-%s"
                .formatted(service, service, control.group(2));
        if (!linked.contains(page)) {
          linked.add(page);
        }
      }
    }
    sources = List.copyOf(linked);
  }

  /** Without a source. */
  public static About of(String id, Severity severity, String title, String instead) {
    return new About(id, severity, title, instead, List.of());
  }

  /** The same with one more source. */
  public About with(String source) {
    List<String> more = new ArrayList<>(sources);
    more.add(source);
    return new About(id, severity, title, instead, more);
  }

  /** The pack of the rule: one of Terrace's, else the first word of the id. */
  public String pack() {
    String first = id.substring(0, Math.max(id.indexOf('-'), 0));
    return PACKS.getOrDefault(first, first);
  }

  /** The controls among the sources, such as {@code FSBP ECS.2}. */
  public List<String> controls() {
    return sources.stream().filter(each -> !each.startsWith("https://")).toList();
  }
}
