package dev.terrace.actions.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import dev.terrace.actions.doctor.Doctor.Finding;
import dev.terrace.actions.doctor.Doctor.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as IAM does: IAM API reference, ListRoles. */
final class ServiceLinkedRolesTest {
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private HttpServer server;
  private int status = 200;
  private String answer = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private List<Finding> examine() {
    return new ServiceLinkedRoles(
            Map.of(
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort()))
        .examine();
  }

  @Test
  void roles_that_an_account_lacks_are_named_with_the_command_that_creates_them() {
    answer =
        """
        <ListRolesResponse><ListRolesResult><IsTruncated>false</IsTruncated><Roles>
          <member><RoleName>AWSServiceRoleForECS</RoleName></member>
          <member><RoleName>AWSServiceRoleForRDS</RoleName></member>
        </Roles></ListRolesResult></ListRolesResponse>
        """;

    List<Finding> findings = examine();

    assertThat(asked.get()).contains("Action=ListRoles", "PathPrefix=%2Faws-service-role%2F");
    assertThat(findings)
        .extracting(Finding::name, Finding::verdict)
        .containsExactly(
            tuple("service-linked role AWSServiceRoleForECS", Verdict.OK),
            tuple("service-linked role AWSServiceRoleForElasticLoadBalancing", Verdict.WARNING),
            tuple("service-linked role AWSServiceRoleForRDS", Verdict.OK),
            tuple("service-linked role AWSServiceRoleForElastiCache", Verdict.WARNING),
            tuple("service-linked role AWSServiceRoleForAutoScaling", Verdict.WARNING),
            tuple(
                "service-linked role AWSServiceRoleForApplicationAutoScaling_ECSService",
                Verdict.WARNING));
    assertThat(findings.get(3).help())
        .isEqualTo(
            "The service creates it with its first resource, which may fail once. Create it"
                + " before: aws iam create-service-linked-role --aws-service-name"
                + " elasticache.amazonaws.com");
  }

  @Test
  void a_fresh_account_has_none() {
    answer =
        """
        <ListRolesResponse><ListRolesResult><Roles/></ListRolesResult></ListRolesResponse>""";

    assertThat(examine()).hasSize(6).allMatch(finding -> finding.verdict() == Verdict.WARNING);
  }

  @Test
  void a_refusal_of_iam_is_a_warning_with_the_permission_that_is_needed() {
    status = 403;
    answer =
        """
        <ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>""";

    assertThat(examine())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
              assertThat(finding.found()).startsWith("cannot be read: ").contains("AccessDenied");
              assertThat(finding.help()).isEqualTo("Needs iam:ListRoles on /aws-service-role/*.");
            });
  }
}
