package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.StackDescription.Listed;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A CloudFormation stack in a folder, as the AWS CLI prints it: {@code template.json} or {@code
 * template.yaml} ({@code get-template}, or the template itself), {@code resources.json} ({@code
 * list-stack-resources} or {@code describe-stack-resources}) and, where the template has parameters
 * without defaults, {@code stack.json} ({@code describe-stacks}).
 */
public final class StackFiles {
  private static final List<String> TEMPLATES =
      List.of("template.json", "template.yaml", "template.yml");
  private static final Pattern ACCOUNT =
      Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\\d{12}):.*");

  private StackFiles() {}

  /**
   * @param shownAs the folder as people gave it
   * @param region of the stack where its files do not say it
   * @throws AdoptException when a file is missing or is not what it should be
   */
  public static StackDescription read(String shownAs, Path folder, String region) {
    List<Path> templates =
        TEMPLATES.stream().map(folder::resolve).filter(Files::isRegularFile).toList();
    Path resources = folder.resolve("resources.json");
    if (templates.size() != 1 || !Files.isRegularFile(resources)) {
      throw new AdoptException(
          shownAs
              + ": must hold template.json or template.yaml ('aws cloudformation get-template') and"
              + " resources.json ('aws cloudformation list-stack-resources'); it holds "
              + names(folder));
    }
    List<Listed> listed = listed(shownAs + "/resources.json", resources);
    Path stackFile = folder.resolve("stack.json");
    JsonNode stack =
        Files.isRegularFile(stackFile)
            ? Template.tree(shownAs + "/stack.json", text(stackFile)).at("/Stacks/0")
            : Json.object();
    Map<String, String> parameters = new TreeMap<>();
    for (JsonNode each : stack.path("Parameters")) {
      parameters.put(
          each.path("ParameterKey").asText(),
          each.path("ResolvedValue").asText(each.path("ParameterValue").asText()));
    }
    String id = stack.path("StackId").asText();
    String[] parts = id.split(":", -1);
    return new StackDescription(
        stack.path("StackName").asText(name(folder)),
        text(templates.get(0)),
        parts.length > 5 ? parts[3] : region,
        parts.length > 5 ? parts[4] : account(shownAs, listed),
        parameters,
        listed);
  }

  private static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  private static List<Listed> listed(String shownAs, Path file) {
    JsonNode tree = Template.tree(shownAs, text(file));
    JsonNode list =
        tree.path("StackResourceSummaries").isArray()
            ? tree.path("StackResourceSummaries")
            : tree.path("StackResources");
    if (!list.isArray()) {
      throw new AdoptException(
          shownAs
              + ": is no list of stack resources: it has no list 'StackResourceSummaries'. Give what"
              + " 'aws cloudformation list-stack-resources' prints");
    }
    List<Listed> listed = new ArrayList<>();
    for (JsonNode each : list) {
      listed.add(
          new Listed(
              each.path("LogicalResourceId").asText(),
              each.path("ResourceType").asText(),
              each.path("PhysicalResourceId").asText(),
              each.path("ResourceStatus").asText()));
    }
    return listed;
  }

  /** The account that the ARNs among the physical ids name. */
  private static String account(String shownAs, List<Listed> listed) {
    Set<String> accounts = new LinkedHashSet<>();
    for (Listed each : listed) {
      Matcher arn = ACCOUNT.matcher(each.physicalId());
      if (arn.matches()) {
        accounts.add(arn.group(1));
      }
    }
    if (accounts.size() > 1) {
      throw new AdoptException(
          shownAs
              + ": its resources lie in several accounts ("
              + String.join(", ", accounts)
              + "): add what 'aws cloudformation describe-stacks' prints as stack.json");
    }
    return accounts.stream().findFirst().orElse("");
  }

  private static String names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "nothing: there is no such folder";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      return names.isEmpty() ? "nothing" : String.join(", ", names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AdoptException(file.getFileName() + ": cannot be read: " + e);
    }
  }
}
