package dev.terrace.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Finding;
import dev.terrace.check.Severity;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.Usage;
import dev.terrace.cost.CostKind;
import dev.terrace.cost.Estimate;
import dev.terrace.cost.Line;
import dev.terrace.picture.SystemPicture;
import dev.terrace.support.Synthesized;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page is whole, needs nothing from elsewhere, and shows text as text. */
final class PageTest {
  private static final Pattern LINK = Pattern.compile("href=\"#([^\"]*)\"");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

  private static final String THREE_SYSTEMS =
      """
      coder, production
      orcha, prod
      alva, staging
      """;

  private static Subject subject(Model model, List<String> layers) {
    return new Subject(
        model,
        layers,
        SystemPicture.of(model),
        Optional.empty(),
        new CheckReport(model.environment(), List.of(), List.of()),
        (resource, attribute, value) -> new ValueOrigin("file.yaml", 7, "<key>"));
  }

  private static Subject of(String system, String environment) {
    Synthesized synthesized = Synthesized.environment(system, environment);
    EnvironmentId id = synthesized.environment().id();
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    synthesized.stacks().forEach(stack -> trees.put(id.stack(stack.layer()), stack.tree()));
    Model model = new Model(id, synthesized.environment().config().region(), trees);
    return subject(model, Systems.named(system).layers());
  }

  @ParameterizedTest
  @CsvSource(textBlock = THREE_SYSTEMS)
  void every_resource_is_on_the_page_and_every_link_leads_to_something(
      String system, String environment) {
    Subject subject = of(system, environment);
    String page = Page.of(subject);

    Set<String> ids = found(ID, page);
    Set<String> missing = new TreeSet<>();
    subject.model().resources().forEach(each -> missing.add(Subject.anchor(each)));
    missing.removeAll(ids);
    assertThat(missing).isEmpty();
    assertThat(found(LINK, page)).isSubsetOf(ids);
    assertThat(ID.matcher(page).results().count()).as("ids are unique").isEqualTo(ids.size());
  }

  @ParameterizedTest
  @CsvSource(textBlock = THREE_SYSTEMS)
  void a_page_is_small_and_the_same_each_time_and_loads_nothing(String system, String environment) {
    String page = Page.of(of(system, environment));

    assertThat(Page.of(of(system, environment))).isEqualTo(page);
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    assertThat(page)
        .contains("default-src &#39;none&#39;")
        .doesNotContainPattern("(?i)\\b(src|srcset|action|poster|data)=\"")
        .doesNotContainPattern("(?i)href=\"(?!#|index\\.html\"|data:,\")")
        .doesNotContainPattern("(?i)@import|url\\((?!#tip)");
  }

  @Test
  void whatever_the_script_uses_is_on_the_page() {
    String page = Page.of(of("alva", "staging"));
    Set<String> used = found(Pattern.compile("getElementById\\(\"([^\"]*)\"\\)"), page);
    assertThat(used).isNotEmpty();
    assertThat(found(ID, page)).containsAll(used);
    assertThat(page)
        .contains("role=\"group\" aria-label=\"Architecture of alva/staging\"")
        .contains("data-zoom=\"larger\"", "class=\"found\"");
  }

  @Test
  void what_a_configuration_says_stays_text() {
    String hostile = "</script><script>alert(1)</script>\"'&";
    JsonNode tree =
        Json.object()
            .set(
                "resource",
                Json.object()
                    .set(
                        "aws_ssm_parameter",
                        Json.object()
                            .set(
                                "bridge_x",
                                Json.object()
                                    .put("name", hostile)
                                    .put("type", "String")
                                    .put("value", hostile)
                                    .set(
                                        "//",
                                        Json.object()
                                            .set(
                                                "metadata",
                                                Json.object()
                                                    .put("path", "stack/bridge/" + hostile))))));
    EnvironmentId id = new EnvironmentId("shop", "test");
    Model model = new Model(id, "<here>", Map.of(id.stack("data"), tree));

    String page = Page.of(subject(model, List.of("data")));

    assertThat(page)
        .doesNotContain("<script>alert", "<here>", "<key>")
        .contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    assertThat(model.resources()).extracting(Resource::type).containsExactly("aws_ssm_parameter");
  }

  @Test
  void the_value_of_a_secret_parameter_is_not_on_the_page() {
    JsonNode tree =
        Json.parse(
            """
            {"resource": {"aws_ssm_parameter": {"p": {"name": "/shop/key", "type": "SecureString",
             "value": "hidden-word", "//": {"metadata": {"path": "stack/bridge/key/parameter"}}}}}}
            """);
    EnvironmentId id = new EnvironmentId("shop", "test");
    Model model = new Model(id, "here", Map.of(id.stack("data"), tree));

    assertThat(Page.of(subject(model, List.of("data"))))
        .contains("/shop/key", "(secret)")
        .doesNotContain("hidden-word");
  }

  @Test
  void a_resource_says_what_costs_watches_and_finds_it_and_which_secrets_it_reads() {
    Subject plain = of("coder", "production");
    Resource service =
        plain.model().all("aws_ecs_service").stream()
            .filter(each -> each.path().startsWith("coder/"))
            .findFirst()
            .orElseThrow();
    Finding finding =
        new Finding(
            new About("rule-x", Severity.WARNING, "title", "better", List.of()),
            service.stack(),
            service.path(),
            service.address(),
            "",
            "it is <so>",
            "better",
            new ValueOrigin("file.yaml", 7, ""));
    Line line =
        new Line(
            service.path(),
            service.type(),
            CostKind.FARGATE,
            "1 vCPU",
            new BigDecimal("12.345"),
            null,
            null);
    Estimate estimate =
        new Estimate(
            plain.model().environment(),
            "us-west-2",
            Usage.assumed(),
            Map.of(service.stack(), List.of(line)),
            Set.of());
    Subject subject =
        new Subject(
            plain.model(),
            plain.layers(),
            plain.picture(),
            Optional.of(estimate),
            new CheckReport(plain.model().environment(), List.of(finding), List.of()),
            plain.origins());

    String page = Page.of(subject);

    int begin = page.indexOf("id=\"" + Subject.anchor(service) + "\"");
    String details = page.substring(begin, page.indexOf("</details>", begin));
    assertThat(details)
        .contains(
            "<dt>alarms</dt>",
            "observability/alarms/coder-running-tasks-low",
            "<dt>secrets</dt>",
            "prod/coder/database",
            "12.35 USD a month: 1 vCPU",
            "rule-x: it is &lt;so&gt;",
            "&lt;key&gt; (file.yaml:7)");
  }

  @Test
  void the_index_links_the_pages() {
    String index = Page.index(List.of(of("alva", "staging")));
    assertThat(index).contains("href=\"alva-staging.html\"", "alva/staging", "us-east-1");
  }

  private static Set<String> found(Pattern pattern, String page) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(page).results().map((MatchResult match) -> match.group(1)).forEach(found::add);
    return found;
  }
}
