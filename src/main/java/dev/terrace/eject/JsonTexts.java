package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.hcl.Expression;
import dev.terrace.hcl.Template;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Attributes that hold JSON, as {@code jsonencode({ … })}. The function sorts the keys and has its
 * own escapes, so it is used only where the provider compares JSON semantically, or where it
 * returns exactly this text.
 */
final class JsonTexts {
  /**
   * Attributes that hashicorp/aws 5.100 compares semantically before it plans a change. The
   * end-to-end tests plan each of them after an ejection; any other ({@code
   * aws_ssm_document.content} for one) would show a change there.
   */
  private static final Set<String> COMPARED_AS_JSON =
      Set.of(
          "aws_cloudwatch_dashboard.dashboard_body",
          "aws_ecr_lifecycle_policy.policy",
          "aws_ecs_task_definition.container_definitions",
          "aws_iam_policy.policy",
          "aws_iam_role.assume_role_policy",
          "aws_iam_role_policy.policy",
          "aws_kms_key.policy",
          "aws_s3_bucket_policy.policy",
          "aws_sns_topic_policy.policy",
          "aws_sqs_queue.redrive_policy",
          "aws_sqs_queue_policy.policy",
          "aws_sqs_queue_redrive_allow_policy.redrive_allow_policy");

  /** Replaces a sequence while its context is parsed as JSON; Unicode's private use area. */
  private static final Pattern PLACE = Pattern.compile("\uE000(\\d+)\uE001");

  /** Characters that Terraform's and Jackson's encoders escape differently. */
  private static final Pattern ESCAPED_DIFFERENTLY =
      Pattern.compile("\\\\[bfu]|[\\u2028\\u2029\\x7f]");

  private final Predicate<String> isText;

  /**
   * @param isText whether an expression is known to return a string; any other one that is quoted
   *     alone needs a conversion
   */
  JsonTexts(Predicate<String> isText) {
    this.isText = isText;
  }

  /**
   * @param attribute {@code type.attribute} of a resource
   * @return empty if the text is not a JSON object or list, or has to stay unchanged
   */
  Optional<Expression> asCall(String attribute, Template template) {
    String source = template.source().strip();
    if (!source.matches("(?s)[{\\[].*") || source.indexOf('\uE000') >= 0) {
      return Optional.empty();
    }
    List<String> sequences = new ArrayList<>();
    StringBuilder json = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Text text) {
        json.append(text.meaning());
      } else {
        json.append('\uE000').append(sequences.size()).append('\uE001');
        sequences.add(((Template.Sequence) part).source());
      }
    }
    JsonNode tree;
    try {
      tree = Json.parseExactly(json.toString());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // text that resembles JSON, or JSON around unquoted sequences
    }
    boolean exact =
        sequences.isEmpty()
            && !ESCAPED_DIFFERENTLY.matcher(json).find()
            && encoded(tree).equals(json.toString());
    return tree.isEmpty() || !(exact || COMPARED_AS_JSON.contains(attribute))
        ? Optional.empty()
        : Optional.of(new Expression.Call("jsonencode", expression(tree, sequences)));
  }

  private Expression expression(JsonNode tree, List<String> sequences) {
    if (tree.isObject()) {
      return new Expression.Fields(
          tree.properties().stream()
              .map(
                  each ->
                      new Expression.Field(
                          template(each.getKey(), sequences),
                          expression(each.getValue(), sequences)))
              .toList());
    }
    if (tree.isArray()) {
      List<Expression> elements = new ArrayList<>();
      tree.forEach(each -> elements.add(expression(each, sequences)));
      return new Expression.Tuple(elements);
    }
    if (tree.isTextual()) {
      Template template = template(tree.asText(), sequences);
      Expression value = Expression.of(template);
      // An interpolated number is a string here, and has to stay one.
      return template.wholeExpression().filter(isText.negate()).isPresent()
          ? new Expression.Call("tostring", value)
          : value;
    }
    return new Expression.Source(tree.toString());
  }

  private static Template template(String text, List<String> sequences) {
    List<Template.Part> parts = new ArrayList<>();
    Matcher place = PLACE.matcher(text);
    int at = 0;
    while (place.find()) {
      if (place.start() > at) {
        parts.add(Template.escaped(text.substring(at, place.start())));
      }
      parts.add(new Template.Sequence(sequences.get(Integer.parseInt(place.group(1)))));
      at = place.end();
    }
    if (at < text.length()) {
      parts.add(Template.escaped(text.substring(at)));
    }
    return new Template(parts);
  }

  /** As Terraform's {@code jsonencode} writes it. */
  private static String encoded(JsonNode tree) {
    if (tree.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      tree.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
      return "{"
          + String.join(
              ",",
              sorted.entrySet().stream()
                  .map(each -> Json.quoted(each.getKey()) + ":" + encoded(each.getValue()))
                  .toList())
          + "}";
    }
    if (tree.isArray()) {
      List<String> elements = new ArrayList<>();
      tree.forEach(each -> elements.add(encoded(each)));
      return "[" + String.join(",", elements) + "]";
    }
    if (tree.isNumber()) {
      return tree.decimalValue().stripTrailingZeros().toPlainString();
    }
    return tree.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }
}
