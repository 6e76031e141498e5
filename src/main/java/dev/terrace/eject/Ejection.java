package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.hcl.Template;
import dev.terrace.terraform.StackFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stacks that are written together.
 *
 * @param stacks those of complete environments, so that values can be followed between stacks
 */
public record Ejection(List<StackTree> stacks, ProviderSchemas schemas) {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?:(data|ephemeral)\\.)?([a-z][a-z0-9_]*)\\.([\\w-]+)\\.([a-z0-9_]+)");
  private static final Pattern OUTPUT =
      Pattern.compile("data\\.terraform_remote_state\\.([\\w-]+)\\.outputs\\.([\\w-]+)");

  public Ejection {
    stacks = List.copyOf(stacks);
  }

  /**
   * The files of one stack, by name.
   *
   * @throws EjectException when something in the stack cannot be written
   */
  public Map<String, String> files(StackTree stack) {
    return new LinkedHashMap<>(
        StackSource.files(stack, schemas, expression -> isText(stack, expression)));
  }

  /** Whether an expression is a string according to the schemas; follows outputs. */
  private boolean isText(StackTree stack, String expression) {
    Matcher output = OUTPUT.matcher(expression);
    if (output.matches()) {
      return earlier(stack, output.group(1))
          .filter(source -> isText(source, source.tree().path("output").path(output.group(2))))
          .isPresent();
    }
    Matcher attribute = ATTRIBUTE.matcher(expression);
    return attribute.matches()
        && schemas
            .attributeType(
                Optional.ofNullable(attribute.group(1)).orElse("resource"),
                attribute.group(2),
                attribute.group(4))
            .asText()
            .equals("string");
  }

  private boolean isText(StackTree stack, JsonNode output) {
    JsonNode value = output.path("value");
    return value.isTextual()
        && Template.parse(value.asText())
            .wholeExpression()
            .map(expression -> isText(stack, expression))
            .orElse(true);
  }

  private Optional<StackTree> earlier(StackTree stack, String dataSource) {
    return stacks.stream()
        .filter(
            each ->
                dataSource.equals(stack.earlier().get(each.name()))
                    || dataSource.equals(StackFile.remoteState(each.name())))
        .findFirst();
  }
}
