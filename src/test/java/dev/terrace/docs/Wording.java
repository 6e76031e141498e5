package dev.terrace.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Wording that a reader who knows Terraform, AWS, CDK and Maven would have to decode. */
final class Wording {
  private static final Map<Pattern, String> AVOID = new LinkedHashMap<>();

  static {
    avoid("that is no success", "an error that ends a command");
    avoid("anew", "again; recreate");
    avoid("made", "created, generated, written");
    avoid("(let|lets|letting) go", "removed from the old state; deleted");
    avoid("(take|takes|taken|took) up", "resume");
    avoid("in words", "describe()");
    avoid("beside", "with, next to, in parallel");
    avoid("foreign", "external");
    avoid("as you wished", "at your request");
    avoid("put right", "fix, correct");
    avoid("not expected", "unexpected error");
    avoid("estate", "state; deployment");
    avoid("nothing wants", "unmatched existing resources");
    avoid(
        "(one|a) (folder|file|class|workspace|stream|certificate|dockerfile|package) an? \\w+",
        "per");
    avoid("told", "reported");
    avoid("stands? (in|there|beside|behind|as)", "is in");
    avoid("(lies|lie|lying) (in|there|beside|encrypted|outside)", "is in");
    avoid("whoever", "anybody who; a team that");
    avoid("for ever", "without a time limit");
  }

  private Wording() {}

  private static void avoid(String words, String instead) {
    String spaces = words.replace(" ", "\\s+");
    AVOID.put(Pattern.compile("(?i)\\b" + spaces + "\\b"), instead);
  }

  /** What to change in a text, {@code 'found' → instead}. */
  static List<String> findings(String text) {
    List<String> findings = new ArrayList<>();
    AVOID.forEach(
        (pattern, instead) -> {
          Matcher matcher = pattern.matcher(text);
          matcher
              .results()
              .map(MatchResult::group)
              .forEach(
                  found -> findings.add("'" + found.replaceAll("\\s+", " ") + "' → " + instead));
        });
    return findings;
  }
}
