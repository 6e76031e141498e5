package dev.terrace.print;

import static dev.terrace.print.Documents.assertDocument;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.terrace.actions.check.CheckStacks;
import dev.terrace.check.About;
import dev.terrace.check.Finding;
import dev.terrace.check.Severity;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.check.waiver.WaivedFinding;
import dev.terrace.check.waiver.Waiver;
import dev.terrace.config.EnvironmentId;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What {@code check} prints. */
final class CheckDocumentsTest {
  private static final EnvironmentId SHOP = new EnvironmentId("shop", "production");

  private static final About OPEN =
      About.of("aws-open", Severity.ERROR, "A door is open", "Close it.").with("FSBP EC2.18");

  private static final About LONG =
      About.of("workload-long", Severity.WARNING, "It takes <long>", "Be quick & short.");

  private static final CheckStacks.Result RESULT =
      new CheckStacks.Result(
          List.of(
              new CheckReport(
                  SHOP,
                  List.of(
                      finding(OPEN, "door", "port is 22", new ValueOrigin("a.yaml", 7, "port")),
                      finding(LONG, "a/task", "it waits", new ValueOrigin("Shop.java", 0, "")),
                      finding(LONG, "b/task", "it waits", new ValueOrigin("Shop.java", 0, ""))),
                  List.of(
                      new WaivedFinding(
                          finding(OPEN, "gate", "port is 80", new ValueOrigin("a.yaml", 9, "gate")),
                          new Waiver(
                              "aws-open",
                              "gate",
                              "The \"gate\" is open by day",
                              "us",
                              "2027-01-31"))))),
          List.of(OPEN, LONG),
          4);

  private static Finding finding(About rule, String path, String message, ValueOrigin origin) {
    return new Finding(
        rule,
        SHOP.stack("network"),
        path,
        "aws_x." + path.replace('/', '_'),
        "port",
        message,
        rule.instead(),
        origin);
  }

  @Test
  void the_json_document() {
    assertDocument(CheckPrinter.asJson(RESULT), "check");
  }

  @Test
  void the_sarif_document_is_the_committed_one_and_valid() {
    SarifDocument document = SarifDocument.of(RESULT, "1.2.3");

    assertDocument(document, "check-sarif");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Json.read(Path.of("src/test/resources/check/sarif-schema-2.1.0.json")))
                .validate(Json.parse(Json.pretty(document))))
        .isEmpty();
  }

  @Test
  void the_schema_refuses_what_is_no_sarif() {
    String broken =
        Json.pretty(SarifDocument.of(RESULT, "1.2.3"))
            .replace("\"level\" : \"error\"", "\"level\" : \"bad\"");

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Json.read(Path.of("src/test/resources/check/sarif-schema-2.1.0.json")))
                .validate(Json.parse(broken)))
        .isNotEmpty();
  }

  @Test
  void junit_has_a_case_for_each_rule() throws Exception {
    Element suite =
        (Element)
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(
                    new ByteArrayInputStream(
                        JunitDocument.of(RESULT).getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("testsuite")
                .item(0);

    assertThat(suite.getAttribute("name")).isEqualTo("shop/production");
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"))
        .isEqualTo("port is 22");
    assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
        .isEqualTo(
            """
            shop/production/network a/task (aws_x.a_task): it waits (Shop.java)
            shop/production/network b/task (aws_x.b_task): it waits (Shop.java)
            """);
    assertThat(((Element) suite.getElementsByTagName("testcase").item(1)).getAttribute("name"))
        .isEqualTo("workload-long: It takes <long>");
  }

  @Test
  void the_terminal_groups_findings_by_cause() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    CheckPrinter.print(RESULT, false, new Console(stream, stream, false, false));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            error aws-open: A door is open
              port is 22
                from a.yaml:7 port
                shop/production/network door (aws_x.door)
              instead: Close it.
              sources: FSBP EC2.18, https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18

            warning workload-long: It takes <long>
              it waits
                from Shop.java
                shop/production/network a/task (aws_x.a_task)
                shop/production/network b/task (aws_x.b_task)
              instead: Be quick & short.

            shop/production: 1 error, 2 warnings, 0 notes, 1 waived
            2 rules on 4 resources
            """);
  }

  @Test
  void markdown_has_a_table_and_the_findings() {
    assertThat(String.join("\n", CheckPrinter.markdown(RESULT)))
        .isEqualTo(
            """
            | environment | errors | warnings | notes | waived |
            |---|---|---|---|---|
            | shop/production | 1 | 2 | 0 | 1 |

            ### error: A door is open (`aws-open`)

            - port is 22 — `a.yaml:7 port`
              - `shop/production/network door (aws_x.door)`

            Instead: Close it.

            ### warning: It takes <long> (`workload-long`)

            - it waits — `Shop.java`
              - `shop/production/network a/task (aws_x.a_task)`
              - `shop/production/network b/task (aws_x.b_task)`

            Instead: Be quick & short.""");
  }
}
